// A count that leads to its customers: those of the run that is shown, as long as they are kept.

import { createContext, type ReactNode, use } from 'react';
import { Link } from 'react-router';
import type { ClassRun } from '../../api/types';
import { customersOf } from './addresses';

/** The run whose figures are on the screen; `unlisted` where no list holds whom they count. */
export const ShownRun = createContext<ClassRun | 'unlisted' | null>(null);

interface Props { filters: Record<string, string>; label?: string | undefined; children: ReactNode }

export function ToList({ filters, label, children }: Props) {
  const run = use(ShownRun);
  if (run === 'unlisted' || (run && !run.keeps_customers)) return children;
  return <Link to={customersOf(run && !run.current ? { ...filters, run: run.id } : filters)} aria-label={label}>{children}</Link>;
}
