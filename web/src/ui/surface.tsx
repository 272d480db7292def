import { Box, type BoxProps, type ElementProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './surface.module.css';

interface SurfaceProps extends BoxProps, ElementProps<'div', keyof BoxProps> {
  readonly children: ReactNode;
  /** Lets rows run to the edge: no padding, corners clipped. */
  readonly flush?: boolean;
}

/** A card: the one kind of raised area there is. */
export function Surface({ children, flush = false, ...box }: SurfaceProps) {
  const className = flush ? `${classes.surface} ${classes.flush}` : classes.surface;
  return (
    <Box className={className} p={flush ? 0 : 'lg'} {...box}>
      {children}
    </Box>
  );
}
