import { initialOf } from './site.ts';

interface MonogramProps {
  readonly name: string;
  /** Pixels. */
  readonly size?: number;
}

/** The mark of a tenant: its initial. Decoration, since its name stands beside it. */
export function Monogram({ name, size = 28 }: MonogramProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-evergreen-6)" />
      <text x="16" y="16" dy="0.36em" textAnchor="middle" fontSize="17" fontWeight="650" fill="#fff">
        {initialOf(name)}
      </text>
    </svg>
  );
}
