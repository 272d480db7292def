import { createTheme, type MantineColorsTuple } from '@mantine/core';

const evergreen: MantineColorsTuple = [
  '#edf8f4',
  '#d8eee6',
  '#b0dccd',
  '#84c9b2',
  '#5bb597',
  '#389d7e',
  '#1f7f65',
  '#196853',
  '#155444',
  '#104236',
];

const ink: MantineColorsTuple = [
  '#e9ebed',
  '#c6cacf',
  '#9ba1a8',
  '#767d85',
  '#50565d',
  '#34393f',
  '#1d2023',
  '#131517',
  '#0e1011',
  '#090a0b',
];

const slate: MantineColorsTuple = [
  '#f8f9fa',
  '#f1f3f4',
  '#e6e9eb',
  '#d9dde0',
  '#c3c9ce',
  '#a0a8af',
  '#69727b',
  '#4d555d',
  '#2c3238',
  '#171b1f',
];

const fontFamily =
  "'Inter Variable', Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif";

/** What lies over the page dims it no more than it must. */
const OVER_THE_PAGE = { padding: 'lg', overlayProps: { backgroundOpacity: 0.4 } };

const DIALOG_STYLES = {
  content: { background: 'var(--surface)' },
  header: { background: 'var(--surface)' },
  title: { fontSize: '1.0625rem', fontWeight: 650, letterSpacing: '-0.012em' },
};

/** How Freehold looks: one accent, quiet greys, thin borders. */
export const theme = createTheme({
  colors: { evergreen, dark: ink, gray: slate },
  primaryColor: 'evergreen',
  primaryShade: 6,
  black: '#171b1f',
  defaultRadius: 'md',
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    // A badge is a word: it makes room for itself, half a word says nothing.
    Badge: { styles: { label: { overflow: 'visible' } } },
    Modal: { defaultProps: OVER_THE_PAGE, styles: { ...DIALOG_STYLES } },
    Drawer: { defaultProps: OVER_THE_PAGE, styles: { ...DIALOG_STYLES } },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});
