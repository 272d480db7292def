import { createContext, useContext, useEffect } from 'react';

/** Whose site this is, as the browser says it: the tenant's name, for the house is theirs. */
export const SiteNameContext = createContext<string | null>(null);

/** Names the document after what it shows and whose it is. */
export function useDocumentTitle(title: string): void {
  const site = useContext(SiteNameContext);
  useEffect(() => {
    document.title = site === null ? title : `${title} · ${site}`;
  }, [title, site]);
}

/** The first letter of a name, as a capital; nothing for an empty name. */
export function initialOf(name: string): string {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? '';
}

function iconOf(name: string): string {
  const letter = initialOf(name).replace(/[<&]/, '');
  const text = `<text x='16' y='22' text-anchor='middle' font-family='sans-serif' font-size='17' font-weight='700' fill='#fff'>${letter}</text>`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='#1f7f65'/>${text}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Puts the initial of whose site it is on the tab of the browser. */
export function useSiteIcon(name: string): void {
  useEffect(() => {
    document.querySelector('link[rel="icon"]')?.setAttribute('href', iconOf(name));
  }, [name]);
}
