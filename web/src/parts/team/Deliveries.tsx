// What was sent to one other system and what came back; sending again, a test, a new secret, a pause.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Delivery, DeliveryState, Webhook } from '../../api/types';
import {
  useDeleteWebhook, useDeliveries, useEditWebhook, usePingWebhook, useReplayDead, useReplayOne, useRotateSecret, webhookQuery,
} from '../../api/webhooks';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { NewSecret } from './NewSecret';
import { TeamTabs } from './TeamTabs';
import './team.css';

const STATES: DeliveryState[] = ['waiting', 'running', 'delivered', 'dead'];

function Actions({ webhook, shown }: { webhook: Webhook; shown: (secret: string) => void }) {
  const t = useTexts();
  const format = useFormats();
  const navigate = useNavigate();
  const ping = usePingWebhook(webhook.id);
  const edit = useEditWebhook(webhook.id);
  const rotate = useRotateSecret(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const replay = useReplayDead(webhook.id);
  const active = webhook.state === 'active';
  const words = { okText: t.common.yes, cancelText: t.common.cancel };
  // what is kept is a month at most
  const everything = () => ({ from: webhook.created_at, to: new Date(Date.now() + 60_000).toISOString() });
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => ping.mutate(undefined, { onSuccess: () => showToast({ text: t.webhooks.pinged }) })}>{t.webhooks.ping}</Button>
        <Button onClick={() => edit.mutate({ state: active ? 'paused' : 'active', version: webhook.version })}>{active ? t.webhooks.pause : t.webhooks.resume}</Button>
        <Button loading={replay.isPending} onClick={() => replay.mutate(everything(), { onSuccess: ({ count }) => showToast({ text: t.webhooks.replayed(format.number(count)) }) })}>{t.webhooks.replayDead}</Button>
        <Popconfirm title={t.webhooks.rotateConfirm} {...words} onConfirm={() => rotate.mutate(undefined, { onSuccess: ({ secret }) => shown(secret) })}>
          <Button>{t.webhooks.rotate}</Button>
        </Popconfirm>
        <Popconfirm title={t.webhooks.removeConfirm} {...words} onConfirm={() => remove.mutate(webhook.version, { onSuccess: () => navigate('/team/webhooks') })}>
          <Button danger>{t.webhooks.remove}</Button>
        </Popconfirm>
      </div>
      <ProblemNote error={ping.error ?? edit.error ?? rotate.error ?? remove.error ?? replay.error} />
    </div>
  );
}

function Line({ delivery, replay }: { delivery: Delivery; replay: () => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const answer = delivery.error ? (t.webhooks.errors[delivery.error] ?? delivery.error) : [delivery.status, delivery.answer].filter(Boolean).join(' ');
  return (
    <tr>
      <td>
        <details>
          <summary>{word(delivery.event, 'event')}</summary>
          <small className="quiet">{t.webhooks.sent}</small>
          <pre className="webhook-body">{JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre>
        </details>
      </td>
      <td className="quiet">{format.moment(delivery.at)}</td>
      <td>{t.webhooks.deliveryStates[delivery.state]}</td>
      <td className="number">{format.number(delivery.attempts)}</td>
      <td className="webhook-answer">{answer}</td>
      <td className="quiet">{delivery.next_at ? format.moment(delivery.next_at) : '–'}</td>
      <td className="number"><button type="button" className="link" onClick={replay}>{t.webhooks.replay}</button></td>
    </tr>
  );
}

function Sent({ webhook }: { webhook: Webhook }) {
  const t = useTexts();
  const [state, setState] = useState<DeliveryState | ''>('');
  const sent = useDeliveries(webhook.id, state || undefined);
  const replay = useReplayOne(webhook.id);
  const items = sent.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="row">
        <select className="input webhook-states" aria-label={t.webhooks.state} value={state} onChange={(event) => setState(event.target.value as DeliveryState | '')}>
          <option value="">{t.webhooks.anyState}</option>
          {STATES.map((one) => <option key={one} value={one}>{t.webhooks.deliveryStates[one]}</option>)}
        </select>
      </div>
      {sent.isSuccess && items.length === 0 ? <Empty title={t.webhooks.noDeliveries} hint={t.webhooks.noDeliveriesHint} /> : (
        <div className="panel table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t.webhooks.event}</th>
                <th scope="col">{t.webhooks.at}</th>
                <th scope="col">{t.webhooks.state}</th>
                <th scope="col">{t.webhooks.attempts}</th>
                <th scope="col">{t.webhooks.answer}</th>
                <th scope="col">{t.webhooks.next}</th>
                <th scope="col"><span className="hidden-visually">{t.webhooks.replay}</span></th>
              </tr>
            </thead>
            <tbody>{items.map((delivery) => <Line key={delivery.id} delivery={delivery} replay={() => replay.mutate(delivery.id)} />)}</tbody>
          </table>
        </div>
      )}
      {sent.hasNextPage ? <div><Button loading={sent.isFetchingNextPage} onClick={() => void sent.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
      <ProblemNote error={sent.error ?? replay.error} />
    </>
  );
}

export default function Deliveries() {
  const t = useTexts();
  const format = useFormats();
  const { id = '' } = useParams();
  const webhook = useQuery(webhookQuery(id));
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <Loaded query={webhook}>
        {(current) => (
          <div className="stack">
            <h2>{t.webhooks.deliveriesOf(current.name)}</h2>
            <p className="quiet">
              {[t.webhooks.states[current.state], current.url,
                current.failing_since ? t.webhooks.failingSince(format.moment(current.failing_since)) : '',
                current.previous_secret_until ? t.webhooks.bothUntil(format.moment(current.previous_secret_until)) : ''].filter(Boolean).join(' · ')}
            </p>
            <Actions webhook={current} shown={setSecret} />
            {secret ? <NewSecret secret={secret} /> : null}
            <Sent webhook={current} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
