// What is entered about a deal.

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Deal } from '../../api/types';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { useLineName } from '../orders/lineName';
import { Amount, useAmountText, useStageName } from './marks';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return children ? <div><dt>{name}</dt><dd>{children}</dd></div> : null;
}

function Tender({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const facts = deal.tender;
  if (!facts) return null;
  return (
    <>
      <h3>{t.deals.tender}</h3>
      <dl className="facts">
        <Fact name={t.deals.tenderPublic}>{t.common[facts.public ?? 'unknown']}</Fact>
        <Fact name={t.deals.tenderOpens}>{facts.opens_at ? format.moment(facts.opens_at) : null}</Fact>
        <Fact name={t.deals.tenderDecides}>{facts.decision_at ? format.moment(facts.decision_at) : null}</Fact>
        <Fact name={t.deals.tenderPlace}>{facts.place}</Fact>
        <Fact name={t.deals.tenderNote}>{facts.note}</Fact>
      </dl>
      {facts.public === 'yes' ? <p className="quiet">{t.deals.tenderWarn}</p> : null}
    </>
  );
}

function Ending({ deal }: { deal: Deal }) {
  const t = useTexts();
  const { word } = useLabels();
  const ending = deal.ending;
  if (!ending) return null;
  const stated = (said: typeof ending.buyer_says) => (said ? [word(said.reason, 'deal_end_reason'), said.words].filter(Boolean).join(' · ') : null);
  return (
    <section aria-label={t.deals.endHow}>
      <h3>{word(ending.outcome, 'deal_end')}</h3>
      <dl className="facts">
        <Fact name={t.deals.buyerSays}>{stated(ending.buyer_says)}</Fact>
        <Fact name={t.deals.sellerSees}>{stated(ending.seller_sees)}</Fact>
      </dl>
      {ending.views_differ ? <p><b>{t.deals.viewsDiffer}</b></p> : null}
    </section>
  );
}

export function FactsColumn({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const lineName = useLineName();
  const stageName = useStageName();
  const amountText = useAmountText();
  const age = deal.stage_age.value;
  return (
    <section className="panel deal-facts" aria-label={t.deals.facts}>
      <h2>{t.deals.facts}</h2>
      <div className="panel-body stack">
        <Ending deal={deal} />
        <dl className="facts">
          <Fact name={t.deals.customer}><Link to={`/prospects/${deal.party.id}`}>{deal.party.name}</Link></Fact>
          <Fact name={t.deals.amount}>
            <Amount amount={deal.amount} currency={deal.currency} />
            {deal.amount.kind === 'estimated' ? <small className="quiet deal-block">{amountText(deal.amount, deal.currency)}</small> : null}
          </Fact>
          <Fact name={t.deals.expected}>{deal.expected_on ? format.day(deal.expected_on) : t.deals.noDate}</Fact>
          <Fact name={t.deals.stage}>
            <Advised
              text={<>{stageName(deal.stage)} · <span className={age.old ? 'deal-warn' : 'quiet'}>{t.deals.daysHere(format.number(Math.floor(age.days)))}{age.old ? ` · ${t.deals.long}` : ''}</span></>}
              reasons={deal.stage_age.reasons}
            />
            {age.usual_days == null ? null : <small className="quiet deal-block">{t.deals.stageUsual(format.number(age.usual_days, 1), format.number(age.n))}</small>}
          </Fact>
          <Fact name={t.deals.buyingStage}>{deal.buying_stage ? word(deal.buying_stage, 'buying_stage') : t.deals.notKnown}</Fact>
          <Fact name={t.deals.line}>{lineName(deal.line)}</Fact>
          <Fact name={t.deals.owner}>{[deal.owner?.name ?? t.common.nobody, deal.team?.name].filter(Boolean).join(' · ')}</Fact>
          <Fact name={t.deals.effort}>{deal.effort_left_days == null ? t.deals.notKnown : format.number(deal.effort_left_days, 1)}</Fact>
          <Fact name={t.deals.probability}>
            {deal.probability == null ? null : [`${format.number(deal.probability)}%`, deal.probability_by?.name, deal.probability_at ? format.day(deal.probability_at) : null].filter(Boolean).join(' · ')}
          </Fact>
          <Fact name={t.deals.decisionIs}>{deal.decision ? word(deal.decision, 'deal_decision') : null}</Fact>
          <Fact name={t.deals.source}>{deal.source}</Fact>
          <Fact name={t.common.note}>{deal.note ? <span className="event-note">{deal.note}</span> : null}</Fact>
        </dl>
        <Tender deal={deal} />
      </div>
    </section>
  );
}
