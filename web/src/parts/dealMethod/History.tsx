// Assessments as they were made: what was found, when, by whom, and the reasons of that time.

import { useLabels } from '../../api/labels';
import type { Assessment } from '../../api/dealMethod';
import type { Reason } from '../../api/types';
import { CellMark, ClassMark } from '../../components/dealMarks';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

/** The reasons of a kept verdict; one of an older version of the rule may have none. */
function reasonsOf(verdict: unknown): Reason[] {
  const reasons = typeof verdict === 'object' && verdict !== null ? (verdict as { reasons?: unknown }).reasons : null;
  return Array.isArray(reasons) ? (reasons as Reason[]) : [];
}

export function History({ list }: { list: Assessment[] }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  if (list.length === 0) return null;
  return (
    <details className="method-details">
      <summary>{t.dealMethod.history(format.number(list.length))}</summary>
      <ol>
        {list.map((one) => (
          <li key={one.id} className="history-line">
            <details>
              <summary>
                {one.kind === 'value' ? <ClassMark of={one.found ?? null} firm={one.firm} /> : one.kind === 'opening' ? <CellMark cell={(one.found ?? null) as Parameters<typeof CellMark>[0]['cell']} firm={one.firm} /> : null}{' '}
                {format.moment(one.at)} <span className="quiet">{[one.by?.name, one.kind === 'questions' || !one.found ? null : word(one.found, one.kind === 'value' ? 'value_class' : 'opening')].filter(Boolean).join(' · ')}</span>
              </summary>
              <ReasonList reasons={reasonsOf(one.verdict)} />
            </details>
            {one.note ? <p className="event-note">{one.note}</p> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
