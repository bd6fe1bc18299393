// A number that advises people, with its base; where there are too few cases it says so instead of showing one.

import type { Measured } from '../api/types';
import { useFormats, useTexts } from '../i18n';

export function MeasuredCell({ measured, show }: { measured: Measured | null; show: (value: number) => string }) {
  const t = useTexts();
  const format = useFormats();
  if (!measured) return null;
  if (measured.kind === 'too_few') return <small className="quiet">{t.common.tooFew(measured.n)}</small>;
  return (
    <span title={t.common.estimate(format.number(measured.n), show(measured.low), show(measured.high))}>
      {show(measured.value)} <small className="quiet">n={format.number(measured.n)}</small>
    </span>
  );
}
