import { Box, type BoxProps, type ElementProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './surface.module.css';

interface SurfaceProps extends BoxProps, ElementProps<'div', keyof BoxProps> {
  readonly children: ReactNode;
  /** Lets rows run to the edge: no padding, corners clipped. */
  readonly flush?: boolean;
}

/** A card: the one kind of raised area there is. */
export function Surface({ children, flush = false, className = '', ...box }: SurfaceProps) {
  return (
    <Box className={`${classes.surface} ${flush ? classes.flush : ''} ${className}`} {...box}>
      {children}
    </Box>
  );
}
