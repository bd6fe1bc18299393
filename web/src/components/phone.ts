// Whether the page is as narrow as a phone; the same limit as in the style sheets.

import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 700px)');

export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
