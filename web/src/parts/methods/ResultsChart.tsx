// Found, reached, met and won by method, as bars.

import { useMemo } from 'react';
import type { MethodResult } from '../../api/types';
import { useMethodName } from '../../components/labelledMethods';
import Picture from '../../components/Picture';
import { useTexts } from '../../i18n';

export default function ResultsChart({ results }: { results: MethodResult[] }) {
  const t = useTexts();
  const methodName = useMethodName();
  const ordered = useMemo(() => results.toSorted((a, b) => a.found - b.found), [results]);
  const rows = useMemo(() => ordered.map((row) => methodName(row.code)), [ordered, methodName]);
  const series = useMemo(
    () => (['found', 'reached', 'met', 'won'] as const).map((key) => ({ name: t.methods[key], values: ordered.map((row) => row[key]) })),
    [ordered, t],
  );
  return <Picture title={t.methods.chartTitle} rows={rows} series={series} />;
}
