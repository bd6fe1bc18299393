// A panel that scrolls sideways where its table is wider than the screen.

import type { ReactNode } from 'react';

export function ScrollPanel({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
    <div className="panel table-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
