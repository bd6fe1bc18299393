// Every row ends in exactly one state; the parts are shown to add up to the rows read.

import type { ImportCounts } from '../../../api/types';
import { useFormats, useTexts } from '../../../i18n';

const PARTS = ['created', 'updated', 'duplicate', 'review', 'rejected', 'skipped_blank'] as const;

export function Counts({ counts, proof }: { counts: ImportCounts; proof?: boolean }) {
  const t = useTexts();
  const format = useFormats();
  const sum = PARTS.reduce((total, part) => total + counts[part], 0);
  // blank lines are shown, and whether they are among the rows read is visible from the numbers themselves
  const withoutBlank = sum - counts.skipped_blank;
  const equal = sum === counts.read || withoutBlank === counts.read;
  const parts = PARTS.filter((part) => part !== 'skipped_blank' || sum === counts.read).map((part) => format.number(counts[part]));
  return (
    <>
      <dl className="import-counts">
        {(['read', ...PARTS] as const).map((part) => (
          <div key={part} data-count={part}>
            <dt>{t.importing.counts[part]}</dt>
            <dd>{format.number(counts[part])}</dd>
          </div>
        ))}
      </dl>
      {proof ? (
        <p className={equal ? 'quiet' : 'field-problem'}>
          {equal ? t.importing.addsUp(parts.join(' + '), format.number(counts.read)) : t.importing.doesNotAddUp(format.number(sum), format.number(counts.read))}
        </p>
      ) : null}
    </>
  );
}
