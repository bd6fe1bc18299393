// What was sent to one other system and what came back; sending again, a test, a new secret, a pause.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Delivery, DeliveryState, Webhook } from '../../api/types';
import {
  useDeleteWebhook, useDeliveries, useEditWebhook, usePingWebhook, useReplayOne, useReplaySince, useRotateSecret, webhookQuery,
} from '../../api/webhooks';
import { ScrollPanel } from '../../components/ScrollPanel';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { NewSecret } from './NewSecret';
import { TeamTabs } from './TeamTabs';
import './team.css';

const STATES: DeliveryState[] = ['waiting', 'delivered', 'dead'];

function Actions({ webhook, shown }: { webhook: Webhook; shown: (secret: string) => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const ping = usePingWebhook(webhook.id);
  const edit = useEditWebhook(webhook.id);
  const rotate = useRotateSecret(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const active = webhook.state === 'active';
  const words = { okText: t.common.yes, cancelText: t.common.cancel };
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => ping.mutate(undefined, { onSuccess: () => showToast({ text: t.webhooks.pinged }) })}>{t.webhooks.ping}</Button>
        <Button onClick={() => edit.mutate({ state: active ? 'paused' : 'active', version: webhook.version })}>{active ? t.webhooks.pause : t.webhooks.resume}</Button>
        <Popconfirm title={t.webhooks.rotateConfirm} {...words} onConfirm={() => rotate.mutate(undefined, { onSuccess: ({ secret }) => shown(secret) })}>
          <Button>{t.webhooks.rotate}</Button>
        </Popconfirm>
        <Popconfirm title={t.webhooks.removeConfirm} {...words} onConfirm={() => remove.mutate(webhook.version, { onSuccess: () => navigate('/team/webhooks') })}>
          <Button danger>{t.webhooks.remove}</Button>
        </Popconfirm>
      </div>
      <ProblemNote error={ping.error ?? edit.error ?? rotate.error ?? remove.error} />
    </div>
  );
}

/** Sending again what happened since a moment: what was given up, or all of it. */
function SendAgain({ webhook }: { webhook: Webhook }) {
  const t = useTexts();
  const format = useFormats();
  const replay = useReplaySince(webhook.id);
  const [since, setSince] = useState('');
  const send = (from: string, all: boolean) =>
    replay.mutate({ from, delivered_too: all }, { onSuccess: ({ count }) => showToast({ text: t.webhooks.replayed(format.number(count)) }) });
  return (
    <div className="stack">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          send(new Date(since).toISOString(), true);
        }}
      >
        <label className="webhook-since">
          {t.webhooks.since}
          <input className="input" type="datetime-local" required value={since} onChange={(event) => setSince(event.target.value)} />
        </label>
        <Button htmlType="submit" loading={replay.isPending}>{t.webhooks.replaySince}</Button>
        <Button loading={replay.isPending} onClick={() => send(webhook.created_at, false)}>{t.webhooks.replayDead}</Button>
      </form>
      <ProblemNote error={replay.error} />
    </div>
  );
}

/** The request as it was sent. */
function Request({ delivery }: { delivery: Delivery }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <>
      <small className="quiet">{t.webhooks.sent}</small>
      <pre className="webhook-body">{`webhook-id: ${delivery.event_id}\n\n${JSON.stringify(JSON.parse(delivery.body), null, 2)}`}</pre>
      {delivery.tried_at ? <small className="quiet">{t.webhooks.tried(format.moment(delivery.tried_at), format.number(delivery.took_ms ?? 0))}</small> : null}
    </>
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
          <Request delivery={delivery} />
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
        <ScrollPanel label={t.webhooks.deliveries}>
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
        </ScrollPanel>
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
          <div className="stack webhook">
            <h2>{t.webhooks.deliveriesOf(current.name)}</h2>
            <p className="quiet webhook-url">
              {[t.webhooks.states[current.state], current.url, current.acts_as ? t.webhooks.actsAs(current.acts_as.name) : '',
                current.failing_since ? t.webhooks.failingSince(format.moment(current.failing_since)) : '',
                current.previous_secret_until ? t.webhooks.bothUntil(format.moment(current.previous_secret_until)) : ''].filter(Boolean).join(' · ')}
            </p>
            <Actions webhook={current} shown={setSecret} />
            {secret ? <NewSecret secret={secret} /> : null}
            <SendAgain webhook={current} />
            <Sent webhook={current} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
