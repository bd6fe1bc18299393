// Deals that need a look, on Today (OPP-7): what changed, with reasons, and next steps that are missing or overdue.

import AlertOutlined from '@ant-design/icons/AlertOutlined';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { DealNews } from '../../api/types';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { Amount, CellMark, ClassMark, StepMark, useStageName } from './marks';
import './deals.css';

/** Whom to contact comes first: of many deals only some are shown at once. */
const AT_FIRST = 3;

export function DealsNews({ news }: { news: DealNews[] }) {
  const t = useTexts();
  const format = useFormats();
  const [open, setOpen] = useState(false);
  const { word } = useLabels();
  const stageName = useStageName();
  if (news.length === 0) return null;
  return (
    <section className="panel" aria-label={t.deals.news}>
      <h2>{t.deals.news}</h2>
      <ul className="panel-body stack deal-news">
        {(open ? news : news.slice(0, AT_FIRST)).map(({ deal, alerts }) => (
          <li key={deal.id}>
            <span className="spread">
              <span className="row"><Link to={`/deals/${deal.id}`}>{deal.name}</Link> <ClassMark deal={deal} /><CellMark deal={deal} /> <span className="quiet">{[deal.party.name, stageName(deal.stage)].join(' · ')}</span></span>
              <Amount amount={deal.amount} currency={deal.currency} />
            </span>
            {alerts.value.length > 0 ? (
              <Advised mark={<AlertOutlined aria-hidden="true" />} text={alerts.value.map((alert) => word(alert, 'deal_alert')).join(' · ')} reasons={alerts.reasons} />
            ) : null}
            {deal.next_step_state === 'set' ? null : <StepMark deal={deal} />}
          </li>
        ))}
        {open || news.length <= AT_FIRST ? null : (
          <li><button type="button" className="link" onClick={() => setOpen(true)}>{t.deals.moreNews(format.number(news.length - AT_FIRST))}</button></li>
        )}
      </ul>
    </section>
  );
}
