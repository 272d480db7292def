import { type RefObject, useEffect, useRef } from 'react';

interface KeptFocus {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** To be called when something inside was pressed. */
  readonly onPress: () => void;
}

/**
 * Where a pressed button gives way to another one, the focus goes to the new one instead of to the top of
 * the page; where none is left, to what held them, if that has a `tabIndex`. `content` says which buttons stand there.
 */
export function useKeptFocus(content: string): KeptFocus {
  const ref = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of content is what counts
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    const place = ref.current?.querySelector('button') ?? ref.current;
    if (wasPressed.current && isLost) place?.focus({ preventScroll: true });
    wasPressed.current = false;
  }, [content]);
  const onPress = () => {
    wasPressed.current = true;
  };
  return { ref, onPress };
}
