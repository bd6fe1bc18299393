// Other systems that are told of what happens here, as the administrator keeps them.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Webhook } from '../../api/types';
import { webhooksQuery } from '../../api/webhooks';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { NewSecret } from './NewSecret';
import { TeamTabs } from './TeamTabs';
import { WebhookForm } from './WebhookForm';
import './team.css';

export default function Webhooks() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const webhooks = useQuery(webhooksQuery);
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Page title={t.team.title} actions={<Button type="primary" onClick={() => setEditing('new')}>{t.webhooks.add}</Button>}>
      <TeamTabs />
      <p className="quiet">{t.webhooks.hint}</p>
      {secret ? <NewSecret secret={secret} /> : null}
      <Loaded query={webhooks}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t.webhooks.none} hint={t.webhooks.noneHint}>
              <Button onClick={() => setEditing('new')}>{t.webhooks.add}</Button>
            </Empty>
          ) : (
            <ul className="panel webhooks">
              {items.map((webhook) => (
                <li key={webhook.id}>
                  <div>
                    <b>{webhook.name}</b> <span className="quiet">· {t.webhooks.states[webhook.state]}{webhook.failing_since ? ` · ${t.webhooks.failingSince(format.moment(webhook.failing_since))}` : ''}</span>
                    <div className="webhook-url">{webhook.url}</div>
                    <small className="quiet">{webhook.events.map((event) => word(event, 'event')).join(' · ')}</small>
                  </div>
                  <div className="row">
                    <Link to={`/team/webhooks/${webhook.id}`} aria-label={t.webhooks.deliveriesOf(webhook.name)}>{t.webhooks.deliveries}</Link>
                    <button type="button" className="link" aria-label={t.webhooks.edit(webhook.name)} onClick={() => setEditing(webhook)}>{t.common.edit}</button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing ? (
        <WebhookForm
          webhook={editing === 'new' ? null : editing}
          close={() => setEditing(null)}
          made={(one) => {
            setSecret(one);
            setEditing(null);
          }}
        />
      ) : null}
    </Page>
  );
}
