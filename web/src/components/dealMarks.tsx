// The opening and the value class of a deal as small marks: the same letter, colour and shape on every screen. Territory is
// told by the hue, standing by how strong it is; the letter says both, and a dashed border that it is provisional.

import { useLabels } from '../api/labels';
import { useTexts } from '../i18n';
import './dealMarks.css';

export type Cell = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i';

/** The letter of an opening; `firm` false marks one that a missing answer could still change. */
export function CellMark({ cell, firm = true, size }: { cell: Cell | null | undefined; firm?: boolean; size?: 'large' }) {
  const t = useTexts();
  const { word } = useLabels();
  if (!cell) return <span className="cell-mark cell-none" title={t.dealMethod.noCell}>–<span className="hidden-visually">{t.dealMethod.noCell}</span></span>;
  const said = firm ? word(cell, 'opening') : `${word(cell, 'opening')} · ${t.dealMethod.provisional}`;
  return (
    <span className={`cell-mark cell-${cell}${size ? ' cell-large' : ''}`} role="img" aria-label={said} title={said}>
      {cell.toUpperCase()}{firm ? null : <small aria-hidden="true">?</small>}
    </span>
  );
}

/** The number of a value class; 1 is filled, 4 dashed. */
export function ClassMark({ of, firm = true, size }: { of: string | null | undefined; firm?: boolean; size?: 'large' }) {
  const t = useTexts();
  const { word } = useLabels();
  if (!of) return <span className="class-mark class-none" title={t.dealMethod.noClass}>–<span className="hidden-visually">{t.dealMethod.noClass}</span></span>;
  const number = of.replace('class_', '');
  const said = firm ? word(of, 'value_class') : `${word(of, 'value_class')} · ${t.dealMethod.provisional}`;
  return (
    <span className={`class-mark class-${number}${size ? ' class-large' : ''}`} role="img" aria-label={said} title={said}>
      {number}{firm ? null : <small aria-hidden="true">?</small>}
    </span>
  );
}
