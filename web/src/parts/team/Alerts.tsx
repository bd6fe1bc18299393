// What an administrator is told of, above the audit: what nobody has looked at first.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { useAlerts, useSeeAlert } from '../../api/policy';
import { Loaded } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';

/** How many numbers were seen, where that is what the alert is about. */
function numbersOf(detail: unknown): number {
  const { today } = (detail ?? {}) as { today?: unknown };
  return typeof today === 'number' ? today : 0;
}

/** The webhook, where that is what the alert is about. */
function AboutWebhook({ detail }: { detail: unknown }) {
  const t = useTexts();
  const { webhook, name, why } = (detail ?? {}) as { webhook?: unknown; name?: unknown; why?: unknown };
  if (typeof webhook !== 'string' || typeof name !== 'string') return null;
  const reason = typeof why === 'string' ? t.webhooks.whyOff[why] : undefined;
  return <> · <Link to={`/team/webhooks/${webhook}`}>{name}</Link>{reason ? ` · ${reason}` : null}</>;
}

/** The words of a list of codes, where that is what the detail holds. */
function codesOf(detail: unknown, key: 'because' | 'moves'): string[] {
  const list = ((detail ?? {}) as Record<string, unknown>)[key];
  return Array.isArray(list) ? list.filter((code): code is string => typeof code === 'string') : [];
}

/** Why a customer is told of, and the play. */
function AboutCustomer({ detail }: { detail: unknown }) {
  const t = useTexts();
  const { word } = useLabels();
  const because = codesOf(detail, 'because').map((code) => word(code, 'conversion_alarm'));
  const moves = codesOf(detail, 'moves').map((code) => word(code, 'class_move'));
  if (because.length === 0) return null;
  return (
    <>
      {` · ${because.join(' · ')}`}
      {moves.length > 0 ? <small className="quiet"> {t.team.play(moves.join(' · '))}</small> : null}
    </>
  );
}

export function Alerts() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const alerts = useAlerts(true);
  const see = useSeeAlert();
  return (
    <Loaded query={alerts}>
      {(items) => items.length === 0 ? null : (
        <section className="panel" aria-label={t.team.alerts}>
          <h2>{t.team.alerts}</h2>
          <ul className="alerts">
            {items.map((alert) => (
              <li key={alert.id} data-seen={alert.seen_at ? true : undefined}>
                <span className="quiet">{format.moment(alert.at)}</span>
                <span>
                  <b>{word(alert.kind, 'alert')}</b> {alert.user?.name ?? alert.team?.name}
                  {alert.party ? <> · <Link to={`/prospects/${alert.party.id}`}>{alert.party.name}</Link></> : null}
                  <AboutWebhook detail={alert.detail} />
                  <AboutCustomer detail={alert.detail} />
                  {numbersOf(alert.detail) ? ` · ${t.team.numbersToday(format.number(numbersOf(alert.detail)))}` : null}
                </span>
                {alert.seen_at
                  ? <span className="quiet">{t.team.alertSeen(alert.seen_by?.name ?? '–')}</span>
                  : <Button size="small" loading={see.isPending} onClick={() => see.mutate(alert.id)}>{t.team.seeAlert}</Button>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Loaded>
  );
}
