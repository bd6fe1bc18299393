// Pursue, hold or drop (OPP-5): an explicit decision with its reason, and those before it, each with what was proposed then.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { decisionsQuery, type Deal, type DealDecision, type DealPlace, type Decision as Decided, useDecideDeal } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { Loaded } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

const SIGN: Record<DealDecision, string> = { pursue: '▶', hold: '⏸', drop: '■' };

function Proposed({ proposed, title }: { proposed: NonNullable<Decided['proposed']>; title: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { investment, index } = proposed.value;
  return (
    <details className="method-details">
      <summary>{title}{index == null ? '' : ` · ${t.dealMethod.index(format.number(index, 2))}`}</summary>
      {investment ? (
        <p>{[word(investment.people, 'people_proposed'), word(investment.manager, 'manager_time_proposed'), word(investment.terms, 'terms_proposed'), investment.cap_days == null ? null : t.dealMethod.effortCap(format.number(investment.cap_days, 1))].filter(Boolean).join(' · ')}</p>
      ) : null}
      <ReasonList reasons={proposed.reasons} />
    </details>
  );
}

function Form({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const decide = useDecideDeal(deal.id);
  const [decision, setDecision] = useState<DealDecision>(deal.decision ?? 'pursue');
  const [reason, setReason] = useState('');
  const choices = all('deal_decision').map(({ code, text }) => ({ value: code as DealDecision, text: `${SIGN[code as DealDecision]} ${text}` }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate({ decision, reason: reason.trim(), version: deal.version }, { onSuccess: close });
      }}
    >
      <Choices label={t.dealMethod.decision} value={decision} onChange={setDecision} choices={choices} />
      {decision === 'drop' ? <p className="method-ask">{t.dealMethod.dropEnds}</p> : null}
      <Field label={t.dealMethod.why}><textarea required rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
      <ProblemNote error={decide.error} />
      <div className="row">
        <Button type="primary" danger={decision === 'drop'} htmlType="submit" loading={decide.isPending}>{decision === 'drop' ? t.dealMethod.decideDrop : t.dealMethod.saveDecision}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

/** What the method proposes to put into the deal, for who decides now. */
function Proposal({ place }: { place: DealPlace }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const rate = place.win_rate;
  return (
    <div role="group" aria-label={t.dealMethod.proposed}>
      <p>
        {t.dealMethod.winRate} {rate.kind === 'estimate' ? <b>{format.percent(rate.value, 0)}</b> : null}{' '}
        <span className="quiet">{rate.kind === 'estimate' ? `${format.percent(rate.low, 0)}–${format.percent(rate.high, 0)} · n=${format.number(rate.n)} · ${word(place.win_rate_of, 'win_rate_level')}` : t.common.tooFew(rate.n)}</span>
      </p>
      <Proposed proposed={place.place} title={t.dealMethod.proposed} />
    </div>
  );
}

export function Decision({ deal, place }: { deal: Deal; place: DealPlace | null }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const [editing, setEditing] = useState(false);
  const decisions = useQuery(decisionsQuery(deal.id));
  const may = deal.may_work && !deal.ending;
  return (
    <section className="panel" aria-label={t.dealMethod.decision}>
      <h2>{t.dealMethod.decision}</h2>
      <div className="panel-body stack">
        <p>{deal.decision ? <b>{SIGN[deal.decision]} {word(deal.decision, 'deal_decision')}</b> : <span className="quiet">{t.dealMethod.undecided}</span>}</p>
        {place && may ? <Proposal place={place} /> : null}
        {may && !editing ? <div className="row"><Button type={deal.decision ? 'default' : 'primary'} onClick={() => setEditing(true)}>{t.dealMethod.decideNow}</Button></div> : null}
        {editing ? <Form deal={deal} close={() => setEditing(false)} /> : null}
        <Loaded query={decisions} lines={2}>
          {(list) =>
            list.length > 0 ? (
              <ol>
                {list.map((one) => (
                  <li key={one.at} className="history-line">
                    <span><b>{SIGN[one.decision]} {word(one.decision, 'deal_decision')}</b> <span className="quiet">{[one.by?.name, format.moment(one.at)].filter(Boolean).join(' · ')}</span></span>
                    <p className="event-note">{one.reason}</p>
                    {one.proposed ? <Proposed proposed={one.proposed} title={t.dealMethod.proposedThen} /> : null}
                  </li>
                ))}
              </ol>
            ) : null
          }
        </Loaded>
      </div>
    </section>
  );
}
