import { describe, expect, it } from 'vitest';
import { faultOf, hostElsewhere, photoPathOf, takenAtOf } from './photo-file.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');

describe('the file of a photo', () => {
  it.each([
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-23T09:00:00Z', '2026-11-23T08:59:00.000Z'],
    ['2026-11-23T10:00:00Z', '2026-11-23T08:59:00.000Z'],
  ])('of %s was taken at %s, and never in the future', (lastModified, takenAt) => {
    expect(takenAtOf({ lastModified: Date.parse(lastModified) }, NOW).toISOString()).toBe(takenAt);
  });

  it('is sent with up to 10,000,000 bytes', () => {
    expect(faultOf({ size: 10_000_000 })).toBeNull();
    expect(faultOf({ size: 10_000_001 })?.code).toBe('PAYLOAD_TOO_LARGE');
  });

  it('goes to its job, with what it shows and when it was taken', () => {
    expect(photoPathOf('bkg_1', 'AFTER', new Date(NOW))).toBe(
      '/jobs/bkg_1/photos?kind=AFTER&takenAt=2026-11-23T09%3A00%3A00.000Z',
    );
  });

  it.each([
    ['/objects/tnt_1/job-photos/a.jpg?until=1', null],
    ['https://photos.example/1.jpg', 'photos.example'],
  ])('at %s is elsewhere at %s', (url, host) => {
    expect(hostElsewhere(url)).toBe(host);
  });
});
