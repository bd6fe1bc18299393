// What is in hand by quality: number alone decides nothing.

import { useLabels } from '../../api/labels';
import type { InHand } from '../../api/types';
import { ColourMark, GradeMark } from '../../components/marks';
import { useFormats, useTexts } from '../../i18n';

const GRADES = ['a', 'b', 'c', 'd', 'n'];
const LETTERS = ['money', 'authority', 'need'];

export function Quality({ held }: { held: InHand }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <section className="panel" aria-label={t.supply.quality}>
      <h2>{t.supply.quality}</h2>
      <div className="panel-body stack">
        <dl className="supply-grades">
          {GRADES.map((grade) => (
            <div key={grade}>
              <dt>{grade === 'n' ? t.settings.notGraded : <GradeMark grade={grade} />}</dt>
              <dd>{format.number(held.by_grade[grade] ?? 0)}</dd>
            </div>
          ))}
          {['yellow', 'green'].map((colour) => (
            <div key={colour}>
              <dt><ColourMark colour={colour} /> <span className="quiet">{word(colour, 'colour')}</span></dt>
              <dd>{format.number(held.by_colour[colour] ?? 0)}</dd>
            </div>
          ))}
        </dl>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">MAN</th>
              <th scope="col" className="number">{t.supply.letterYes}</th>
              <th scope="col" className="number">{t.supply.letterNo}</th>
              <th scope="col" className="number">{t.supply.letterUnknown}</th>
            </tr>
          </thead>
          <tbody>
            {LETTERS.map((letter) => (
              <tr key={letter}>
                <th scope="row">{t.supply.letters[letter]}</th>
                <td className="number">{format.number(held.by_letter[letter]?.yes ?? 0)}</td>
                <td className="number">{format.number(held.by_letter[letter]?.no ?? 0)}</td>
                <td className="number">{format.number(held.by_letter[letter]?.unknown ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
