// Money, authority, need as three letters: a capital has it, a small letter lacks it, a question mark is not known.

import { useTexts } from '../../i18n';
import { letterOf, LETTERS } from './man';

export function ManFigure({ cells }: { cells: string[] }) {
  const t = useTexts();
  const answers = { has: t.common.yes, lacks: t.common.no, unknown: t.common.unknown };
  const said = LETTERS.map((letter) => `${t.record.manLetters[letter]}: ${answers[letterOf(cells, letter)]}`).join(', ');
  return (
    <span className="man" role="img" aria-label={said} title={said}>
      {LETTERS.map((letter) => {
        const state = letterOf(cells, letter);
        return <i key={letter} className={`man-${state}`}>{state === 'unknown' ? `${letter.toUpperCase()}?` : state === 'has' ? letter.toUpperCase() : letter}</i>;
      })}
    </span>
  );
}
