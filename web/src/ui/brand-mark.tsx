/** The house of Freehold. Decoration: it has no text of its own. */
export function BrandMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-evergreen-6)" />
      <path d="M9 23V12.5L16 8l7 4.5V23h-4.6v-6h-4.8v6z" fill="#fff" />
    </svg>
  );
}
