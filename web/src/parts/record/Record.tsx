// One record page for a person or an organisation: facts left, what happened in the centre, advice right. On a phone
// the three stand behind tabs.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { adviceQuery } from '../../api/advice';
import { partyQuery } from '../../api/parties';
import { useLabels } from '../../api/labels';
import { Choices } from '../../components/Choices';
import { ColourMark, GoldenMark, GradeMark, ReturnMark } from '../../components/marks';
import { Loaded, Page } from '../../components/page';
import { usePhone } from '../../components/phone';
import { rememberParty } from '../../components/recent';
import { useTexts } from '../../i18n';
import { AdviceColumn } from './AdviceColumn';
import { AssignOwner } from './AssignOwner';
import { CardColumn } from './CardColumn';
import { Disposition } from '../../components/Disposition';
import { useLedOn } from './Merges';
import { Name } from './Name';
import { PoolActions } from './PoolActions';
import { ClassesColumn } from '../classes/ClassesColumn';
import { OrdersColumn } from '../orders/OrdersColumn';
import { Shares } from '../sharing/Shares';
import { TimelineColumn } from './TimelineColumn';
import './record.css';

type Column = 'card' | 'timeline' | 'orders' | 'classes' | 'advice';

/** The column that an address asks for. */
function asked(show: string | null): Column {
  return show === 'orders' || show === 'classes' ? show : 'timeline';
}

export default function Record() {
  const t = useTexts();
  const { word } = useLabels();
  const { id = '' } = useParams();
  const party = useQuery(partyQuery(id));
  const advice = useQuery(adviceQuery(id));
  const phone = usePhone();
  const [params] = useSearchParams();
  const [column, setColumn] = useState<Column>(() => asked(params.get('show')));
  useLedOn(party.error);
  const name = party.data?.name;
  useEffect(() => {
    if (name) rememberParty({ id, name });
  }, [id, name]);
  const shows = (one: Column) => (phone ? column === one : one === 'card' || one === 'advice');
  /** Beside card and advice there is room for one: what happened, or what was bought. */
  const centre = column === 'orders' || column === 'classes' ? column : 'timeline';

  return (
    <Page
      wide
      title={name ?? t.shell.prospects}
      beside={
        party.data ? (
          <>
            <GradeMark grade={party.data.grade} />
            <ColourMark colour={party.data.colour} />
            {party.data.golden ? <GoldenMark /> : null}
            <ReturnMark party={party.data} />
            {party.data.disposition === 'open' ? null : <b>{word(party.data.disposition, 'disposition')}</b>}
            <span className="quiet one-line">
              {[party.data.kind === 'person' ? t.common.person : t.common.organisation, party.data.position, party.data.employer, party.data.city].filter(Boolean).join(' · ')}
            </span>
            {party.data.can.edit ? <Name party={party.data} /> : null}
          </>
        ) : null
      }
      actions={
        party.data ? (
          <>
            <AssignOwner party={party.data} />
            <Shares party={party.data} />
            <PoolActions party={party.data} />
            {party.data.can.edit ? <Disposition party={party.data} /> : null}
          </>
        ) : null
      }
    >
      {phone ? (
        <Choices
          label={name ?? t.shell.prospects}
          value={column}
          onChange={setColumn}
          choices={[
            { value: 'timeline', text: t.record.toTimeline },
            { value: 'orders', text: t.orders.title },
            { value: 'classes', text: t.classes.tab },
            { value: 'advice', text: t.record.toAdvice },
            { value: 'card', text: t.record.toCard },
          ]}
        />
      ) : null}
      <Loaded query={party} lines={12}>
        {(data) => (
          <div className="record" key={data.id}>
            {shows('card') ? <CardColumn party={data} advice={advice.data} /> : null}
            {phone ? null : (
              <div className="record-centre">
                <Choices
                  label={data.name}
                  value={centre}
                  onChange={setColumn}
                  choices={[{ value: 'timeline', text: t.record.toTimeline }, { value: 'orders', text: t.orders.title }, { value: 'classes', text: t.classes.tab }]}
                />
                {centre === 'orders' ? <OrdersColumn party={data} /> : centre === 'classes' ? <ClassesColumn party={data} /> : <TimelineColumn party={data} />}
              </div>
            )}
            {shows('timeline') ? <TimelineColumn party={data} /> : null}
            {shows('orders') ? <OrdersColumn party={data} /> : null}
            {shows('classes') ? <ClassesColumn party={data} /> : null}
            {shows('advice') ? <Loaded query={advice} lines={10}>{(value) => <AdviceColumn party={data} advice={value} />}</Loaded> : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
