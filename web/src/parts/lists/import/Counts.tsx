// Every row ends in exactly one state; the parts are shown to add up to the rows read. Rows held for review are
// duplicates that wait for a person, and blank lines are no rows.

import type { ImportCounts } from '../../../api/types';
import { useFormats, useTexts } from '../../../i18n';

const PARTS = ['created', 'updated', 'duplicate', 'rejected'] as const;

export function Counts({ counts, proof }: { counts: ImportCounts; proof?: boolean }) {
  const t = useTexts();
  const format = useFormats();
  const sum = PARTS.reduce((total, part) => total + counts[part], 0);
  return (
    <>
      <dl className="import-counts">
        {(['read', 'created', 'updated', 'duplicate', 'review', 'rejected', 'skipped'] as const).map((part) => (
          <div key={part} data-count={part}>
            <dt>{t.importing.counts[part]}</dt>
            <dd>{format.number(counts[part])}</dd>
          </div>
        ))}
      </dl>
      {proof ? (
        <p className={sum === counts.read ? 'quiet' : 'field-problem'}>
          {sum === counts.read
            ? t.importing.addsUp(PARTS.map((part) => format.number(counts[part])).join(' + '), format.number(counts.read))
            : t.importing.doesNotAddUp(format.number(sum), format.number(counts.read))}
        </p>
      ) : null}
    </>
  );
}
