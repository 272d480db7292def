import { Button, Loader } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './more-rows.module.css';

/** The last row of a list that goes on: what stands behind it is asked for when it is pressed. */
export function MoreRows({ children }: { readonly children: ReactNode }) {
  const [isMore, showMore] = useState(false);
  if (isMore) return children;
  return (
    <li className={classes.more}>
      <Button variant="default" size="xs" onClick={() => showMore(true)}>
        Show more
      </Button>
    </li>
  );
}

/** In place of rows that are on their way. */
export function ComingRows() {
  return (
    <li className={classes.more}>
      <Loader size="sm" type="dots" aria-label="Loading" />
    </li>
  );
}
