// What to do next about a deal: the next step, the stage to move to, and what to be told (OPP-7).

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import AlertOutlined from '@ant-design/icons/AlertOutlined';
import WarningOutlined from '@ant-design/icons/WarningOutlined';
import { dealAlertsQuery, useEditDeal, useMoveDeal, useStages } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { Deal, DealStage } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { Loaded } from '../../components/page';
import { ReasonList } from '../../components/reasons';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { useStageName } from './marks';
import { StepForm } from './StepForm';

function Step({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const [editing, setEditing] = useState(false);
  const save = useEditDeal(deal.id);
  const due = deal.next_step_at;
  if (editing) {
    return (
      <StepForm
        submit={t.common.save}
        pending={save.isPending}
        error={save.error}
        start={deal}
        onSave={(next_step) =>
          save.mutate({ next_step, version: deal.version }, {
            onSuccess: () => {
              setEditing(false);
              showToast({ text: t.deals.stepSaved });
            },
          })
        }
        close={() => setEditing(false)}
      />
    );
  }
  return (
    <>
      <p className="advice-next"><b>{deal.next_step || word('missing', 'next_step_state')}</b></p>
      <p className="spread">
        <span className={deal.next_step_state === 'set' ? 'quiet' : 'deal-warn'}>
          {deal.next_step_state === 'set' ? null : <><WarningOutlined aria-hidden="true" /> {word(deal.next_step_state, 'next_step_state')} </>}
          {due ? <time dateTime={due} title={format.moment(due)}>{format.relative(due)}</time> : null}
        </span>
        {deal.may_work ? <button type="button" className="link" onClick={() => setEditing(true)}>{t.deals.changeStep}</button> : null}
      </p>
    </>
  );
}

function Stage({ deal }: { deal: Deal }) {
  const t = useTexts();
  const stageName = useStageName();
  const { data: stages = [] } = useStages();
  const move = useMoveDeal(deal.id);
  const [asking, setAsking] = useState<DealStage | null>(null);
  const send = (to: DealStage, next_step?: { what: string; due_at: string }) =>
    move.mutate({ stage: to.code, version: deal.version, ...(next_step ? { next_step } : {}) }, {
      onSuccess: () => {
        setAsking(null);
        showToast({ text: t.deals.moved(deal.name, stageName(to)) });
      },
    });
  if (!deal.may_work) return null;
  return (
    <>
      <ol className="deal-steps" aria-label={t.deals.moveTo}>
        {stages.map((stage) => (
          <li key={stage.code}>
            <button
              type="button"
              aria-current={stage.code === deal.stage.code ? 'step' : undefined}
              disabled={move.isPending}
              onClick={() => {
                if (stage.code === deal.stage.code) return;
                if (deal.next_step_state === 'set') send(stage);
                else setAsking(stage);
              }}
            >
              {stageName(stage)}
            </button>
          </li>
        ))}
      </ol>
      {asking ? (
        <div className="stack">
          <p className="quiet">{t.deals.stepWhy}</p>
          <StepForm submit={stageName(asking)} pending={move.isPending} error={move.error} start={deal} onSave={(step) => send(asking, step)} close={() => setAsking(null)} />
        </div>
      ) : (
        <ProblemNote error={move.error} />
      )}
    </>
  );
}

function Alerts({ deal }: { deal: Deal }) {
  const t = useTexts();
  const { word } = useLabels();
  const alerts = useQuery(dealAlertsQuery(deal.id));
  return (
    <section className="advice-part" aria-label={t.deals.alerts}>
      <h3>{t.deals.alerts}</h3>
      <Loaded query={alerts} lines={2}>
        {({ value, reasons }) =>
          value.length === 0 ? <p className="quiet">{t.deals.noAlerts}</p> : (
            <details className="advised">
              <summary>
                <ul className="deal-alerts">{value.map((alert) => <li key={alert}><AlertOutlined aria-hidden="true" /> {word(alert, 'deal_alert')}</li>)}</ul>
              </summary>
              <ReasonList reasons={reasons} />
            </details>
          )
        }
      </Loaded>
    </section>
  );
}

export function NextPanel({ deal }: { deal: Deal }) {
  const t = useTexts();
  if (deal.ending) return null;
  return (
    <section className="panel record-advice" aria-label={t.deals.next}>
      <h2>{t.deals.next}</h2>
      <div className="panel-body">
        <div className="advice-part"><Step deal={deal} /></div>
        <div className="advice-part"><h3>{t.deals.stage}</h3><Stage deal={deal} /></div>
        <Alerts deal={deal} />
      </div>
    </section>
  );
}
