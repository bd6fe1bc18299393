// Moves between classes as a square, and which runs can be compared.

import type { ClassFlow, ClassRun } from '../../api/types';

type Class = ClassFlow['was'];

const ORDER: Class[] = ['ei', 'eii', 'eiii', 'eiv', 'new'];

/** Rows are what customers were, columns what they became; classes nobody was in are left out. */
export function matrixOf(flow: ClassFlow[]) {
  const count = (was: Class, becomes: Class) => flow.find((one) => one.was === was && one.becomes === becomes)?.customers ?? 0;
  const sum = (some: ClassFlow[]) => some.reduce((all, one) => all + one.customers, 0);
  return {
    classes: ORDER.filter((code) => flow.some((one) => one.was === code || one.becomes === code)),
    count,
    all: sum(flow),
    moved: sum(flow.filter((one) => one.was !== one.becomes)),
  };
}

type Dated = Pick<ClassRun, 'as_of' | 'asked_at'>;
const when = (run: Dated) => `${run.as_of} ${run.asked_at}`;

/** The runs that show a later state than one, the latest first. */
export function laterThan<R extends Dated>(runs: R[], run: R): R[] {
  return runs.filter((one) => when(one) > when(run)).toSorted((a, b) => (when(a) < when(b) ? 1 : -1));
}
