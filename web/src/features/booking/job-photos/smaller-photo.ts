/** Long enough to see how a job was done; what a phone takes is twice as long, and takes five times as long to send. */
const EDGE_PIXELS_MAX = 2560;
const QUALITY = 0.85;

/** How large a picture is shown that no edge of is too long; null when it may stay as it is. */
export function sizeWithin(width: number, height: number): { width: number; height: number } | null {
  const scale = EDGE_PIXELS_MAX / Math.max(width, height);
  return scale < 1 ? { width: Math.round(width * scale), height: Math.round(height * scale) } : null;
}

async function redrawn(picture: ImageBitmap): Promise<Blob | null> {
  const size = sizeWithin(picture.width, picture.height);
  if (!size || typeof OffscreenCanvas === 'undefined') return null;
  const canvas = new OffscreenCanvas(size.width, size.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

/**
 * A photo that is quick to send and to show; the same one when it is small enough, or when the browser cannot read it:
 * what it is, the server says.
 */
export async function smallerPhoto(file: File): Promise<File> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const blob = await redrawn(picture).catch(() => null);
  picture.close();
  return blob ? new File([blob], file.name, { type: blob.type, lastModified: file.lastModified }) : file;
}
