// The deals with a customer or prospect, on their record.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { partyDealsQuery } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { Party } from '../../api/types';
import { useCan } from '../../app/me';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { Amount, CellMark, ClassMark, StepMark, useStageName } from './marks';
import { NewDeal } from './NewDeal';
import './deals.css';

/** The advice below must stay in sight; the table has all of them. */
const SHOWN = 4;

export function PartyDeals({ party }: { party: Party }) {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  const { data: deals, error } = useQuery(partyDealsQuery(party.id));
  const [adding, setAdding] = useState(false);
  const addable = party.can.edit && can('work');
  return (
    <section className="advice-part" aria-label={t.deals.ofParty}>
      <div className="spread">
        <h3>{t.deals.ofParty}</h3>
        {addable ? <button type="button" className="link" onClick={() => setAdding(true)}>{t.deals.newDeal}</button> : null}
      </div>
      <ProblemNote error={error} />
      {deals?.length === 0 ? <p className="quiet">{t.deals.ofPartyEmpty}</p> : null}
      <ul className="deal-of-party">
        {deals?.slice(0, SHOWN).map((deal) => (
          <li key={deal.id}>
            <span className="spread"><Link to={`/deals/${deal.id}`}>{deal.name}</Link><span className="deal-marks"><ClassMark deal={deal} /><CellMark deal={deal} /></span></span>
            <span className="spread">
              <span className="quiet">{deal.outcome ? t.deals.endedAt(word(deal.outcome, 'deal_end'), format.day(deal.ended_at ?? deal.updated_at)) : stageName(deal.stage)}</span>
              <Amount amount={deal.amount} currency={deal.currency} />
            </span>
            <StepMark deal={deal} />
          </li>
        ))}
      </ul>
      {deals && deals.length > SHOWN ? <p><Link to={`/deals?view=table&state=all&party=${party.id}`}>{t.deals.ofPartyAll(format.number(deals.length))}</Link></p> : null}
      {adding ? <NewDeal party={{ id: party.id, name: party.name }} close={() => setAdding(false)} /> : null}
    </section>
  );
}
