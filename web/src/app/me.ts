// The signed-in person, for every screen below the entrance.

import { createContext, use } from 'react';
import type { Me, Right } from '../api/types';

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('this screen is for signed-in people');
  return me;
}

/** Whether the person may use a place or do a thing; what a role cannot use is absent, not grey. */
export function useCan(): (right: Right) => boolean {
  const me = useMe();
  return (right) => me.can.includes(right);
}
