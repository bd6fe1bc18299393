// What two people made of the same fields, side by side: for each, theirs is taken or one's own kept.

import { useTexts } from '../i18n';
import './differences.css';
import type { Joined } from './twoEditors';

interface Props {
  joined: Joined;
  /** the name of a field */
  label: (field: string) => string;
  /** the value as people read it */
  show?: (field: string, value: string) => string;
  /** what stands in the form now */
  value: (field: string) => string;
  choose: (field: string, value: string) => void;
}

const asWritten = (_: string, value: string) => value;

export function Differences({ joined, label, show = asWritten, value, choose }: Props) {
  const t = useTexts();
  const words = t.differences;
  return (
    <section className="problem differences" role="alert" aria-label={words.title}>
      <b>{words.title}</b>
      <span>{joined.clashes.length > 0 ? words.hint : words.noClash}</span>
      {joined.clashes.map(({ field, mine, theirs }) => (
        <div key={field} className="difference" role="group" aria-label={label(field)}>
          <b>{label(field)}</b>
          {([[words.theirs, theirs], [words.mine, mine]] as const).map(([whose, text]) => (
            <button key={whose} type="button" aria-pressed={value(field) === text} onClick={() => choose(field, text)}>
              <small>{whose}</small>
              <span>{show(field, text) || t.common.none}</span>
            </button>
          ))}
        </div>
      ))}
      {joined.taken.length > 0 ? <small>{words.taken(joined.taken.map(label).join(words.comma))}</small> : null}
    </section>
  );
}
