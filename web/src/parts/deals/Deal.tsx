// One deal: facts left, the next step right, and in the centre what the method says, what happened and who has a part in it. On
// a phone all of them stand behind tabs.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { dealQuery } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { Deal as DealRecord } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Loaded, Page } from '../../components/page';
import { usePhone } from '../../components/phone';
import { useFormats, useTexts } from '../../i18n';
import { DealMethod } from '../dealMethod/DealMethod';
import '../record/record.css';
import { Concerns } from './Concerns';
import { EditDeal } from './EditDeal';
import { EndDeal, ReopenDeal } from './Ending';
import { FactsColumn } from './FactsColumn';
import { History } from './History';
import { CellMark, ClassMark, useStageName } from './marks';
import { NextPanel } from './NextPanel';
import { People } from './People';
import { Rivals } from './Rivals';
import './deals.css';

const CENTRE = ['method', 'history', 'people', 'rivals', 'concerns'] as const;
type Centre = (typeof CENTRE)[number];
type Column = Centre | 'facts' | 'next';

function Actions({ deal }: { deal: DealRecord }) {
  const t = useTexts();
  const [open, setOpen] = useState<'edit' | 'end' | 'reopen' | null>(null);
  const close = () => setOpen(null);
  if (!deal.may_work) return null;
  return (
    <>
      {deal.ending ? (
        <Button onClick={() => setOpen('reopen')}>{t.deals.reopen}</Button>
      ) : (
        <>
          <Button onClick={() => setOpen('edit')}>{t.deals.edit}</Button>
          <Button type="primary" onClick={() => setOpen('end')}>{t.deals.end}</Button>
        </>
      )}
      {open === 'edit' ? <EditDeal deal={deal} close={close} /> : null}
      {open === 'end' ? <EndDeal deal={deal} close={close} /> : null}
      {open === 'reopen' ? <ReopenDeal deal={deal} close={close} /> : null}
    </>
  );
}

export default function Deal() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  const { id = '' } = useParams();
  const deal = useQuery(dealQuery(id));
  const phone = usePhone();
  const [params, setParams] = useSearchParams();
  const [first, setFirst] = useState<Column>('next');
  const asked = CENTRE.find((one) => one === params.get('show'));
  const column: Column = asked ?? (phone ? first : 'method');
  const setColumn = (next: Column) => {
    const within = CENTRE.find((one) => one === next);
    setParams(within ? { show: within } : {}, { replace: true });
    if (!within) setFirst(next);
  };
  const centre: Centre = CENTRE.find((one) => one === column) ?? 'method';
  const count = (all: unknown[] | undefined, text: string) => (all && all.length > 0 ? `${text} ${format.number(all.length)}` : text);
  const tabs: { value: Centre; text: string }[] = [
    { value: 'method', text: t.deals.method },
    { value: 'history', text: t.deals.history },
    { value: 'people', text: count(deal.data?.people, t.deals.people) },
    { value: 'rivals', text: count(deal.data?.rivals, t.deals.rivals) },
    { value: 'concerns', text: count(deal.data?.concerns.filter((one) => !one.settled_at), t.deals.concerns) },
  ];
  const title = deal.data?.name ?? t.deals.title;

  const inCentre = (data: DealRecord, shown: Centre) => {
    if (shown === 'people') return <People deal={data} />;
    if (shown === 'rivals') return <Rivals deal={data} />;
    if (shown === 'concerns') return <Concerns deal={data} />;
    if (shown === 'history') return <History deal={data} />;
    return <DealMethod deal={data} />;
  };

  return (
    <Page
      wide
      title={title}
      beside={
        deal.data ? (
          <>
            <ClassMark deal={deal.data} />
            <CellMark deal={deal.data} />
            {deal.data.ending ? <b>{t.deals.endedAt(word(deal.data.ending.outcome, 'deal_end'), format.day(deal.data.ending.at))}</b> : <b>{stageName(deal.data.stage)}</b>}
            <Link to={`/prospects/${deal.data.party.id}`}>{deal.data.party.name}</Link>
          </>
        ) : null
      }
      actions={deal.data ? <Actions deal={deal.data} /> : null}
    >
      {phone ? (
        <Choices label={title} value={column} onChange={setColumn} choices={[{ value: 'next' as Column, text: t.deals.next }, ...tabs, { value: 'facts' as Column, text: t.deals.facts }]} />
      ) : null}
      <Loaded query={deal} lines={12}>
        {(data) =>
          phone ? (
            <div className="record" key={data.id}>
              {column === 'facts' ? <FactsColumn deal={data} /> : null}
              {column === 'next' ? <NextPanel deal={data} /> : null}
              {column === 'facts' || column === 'next' ? null : inCentre(data, centre)}
            </div>
          ) : (
            <div className="record deal-record" key={data.id}>
              <FactsColumn deal={data} />
              <div className="record-centre">
                <Choices label={title} value={centre} onChange={setColumn} choices={tabs} />
                {inCentre(data, centre)}
              </div>
              <NextPanel deal={data} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
