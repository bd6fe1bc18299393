// How the party stands (PRO-8): its colour and why, whether a customer still buys, the visit decision proposed, losses.

import { useState } from 'react';
import { useLabels } from '../../api/labels';
import type { Advice, Party } from '../../api/types';
import { ColourMark } from '../../components/marks';
import { Advised } from '../../components/reasons';
import { RecordLoss, useTakeLossBack } from '../../components/RecordLoss';
import { useFormats, useTexts } from '../../i18n';

export function Standing({ party, advice }: { party: Party; advice: Advice }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const takeBack = useTakeLossBack(party);
  const [losing, setLosing] = useState(false);
  const { colour, buying, visit_decision: proposed } = advice;
  const customer = party.status === 'customer';
  const lost = party.losses.find((loss) => loss.kind === 'customer');
  const unknown = party.losses.some((loss) => loss.reason === 'unknown');
  return (
    <section className="advice-part" aria-label={t.supply.standing}>
      <h3>{t.supply.standing}</h3>
      <Advised mark={<ColourMark colour={colour.value} />} text={word(colour.value, 'colour')} reasons={colour.reasons} />
      {buying ? (
        <Advised
          text={customer && buying.value.until ? t.supply.stillBuying(format.day(buying.value.until)) : t.supply.notBuying}
          reasons={buying.reasons}
        />
      ) : null}
      {party.disposition === 'open' && !customer ? (
        <Advised text={proposed.value ? t.supply.proposal(word(proposed.value, 'visit_decision')) : t.supply.noProposal} reasons={proposed.reasons} />
      ) : null}
      {party.reopen_at ? <p className="quiet">{t.supply.reopens(format.day(party.reopen_at))}</p> : null}
      {party.losses.length > 0 ? (
        <ul className="evidence" aria-label={t.supply.losses}>
          {party.losses.map((loss) => (
            <li key={loss.id}>
              <span>{word(loss.kind, 'loss_kind')} · {word(loss.reason, 'loss')}</span>
              <span className="quiet">{[loss.amount_minor == null ? null : format.money(loss.amount_minor, loss.currency ?? 'CNY'), loss.by?.name, format.day(loss.at)].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {party.can.edit ? (
        <div className="row">
          {customer || unknown ? (
            <button type="button" className="link" onClick={() => setLosing(true)}>{customer ? t.supply.recordLoss : t.supply.nameCause}</button>
          ) : null}
          {lost && party.status === 'prospect' ? <button type="button" className="link" onClick={() => takeBack(lost)}>{t.supply.takeLossBack}</button> : null}
        </div>
      ) : null}
      {losing ? <RecordLoss party={party} close={() => setLosing(false)} /> : null}
    </section>
  );
}
