// Go or no-go (OPP-5): the open deals in the order in which time should go to them, each with its reasons, a proposed
// investment, and a decision that somebody takes with a reason.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { queueQuery, useDecideDeal } from '../../api/deals';
import { useLabels } from '../../api/labels';
import { teamsQuery, usersQuery } from '../../api/team';
import type { DealDecision, DealLine, QueueLine } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { Advised } from '../../components/reasons';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { Amount, CellMark, ClassMark, StepMark, useStageName } from './marks';
import './deals.css';

const DECISIONS: DealDecision[] = ['pursue', 'hold', 'drop'];

export function Decide({ deal, close }: { deal: Pick<DealLine, 'id' | 'name' | 'version' | 'decision'>; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const decide = useDecideDeal(deal.id);
  const problemAt = useFieldProblem(decide.error);
  const [decision, setDecision] = useState<DealDecision>(deal.decision ?? 'pursue');
  const [reason, setReason] = useState('');
  return (
    <Modal open title={t.deals.decideTitle(deal.name)} onCancel={close} footer={null} width={460}>
      <form
        className="stack"
        aria-label={t.deals.decideTitle(deal.name)}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate({ decision, reason: reason.trim(), version: deal.version }, {
            onSuccess: () => {
              showToast({ text: t.deals.decided(deal.name, word(decision, 'deal_decision')) });
              close();
            },
          });
        }}
      >
        <Choices label={t.deals.decision} value={decision} onChange={setDecision} choices={DECISIONS.map((value) => ({ value, text: word(value, 'deal_decision') }))} />
        <Field label={t.deals.decideWhy} hint={t.deals.decideWhyHint} problem={problemAt('/reason')}>
          <textarea rows={3} required autoFocus maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {decision === 'drop' ? <p className="quiet">{t.deals.decideDrop}</p> : null}
        <ProblemNote error={decide.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={decide.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

function WinRate({ line }: { line: QueueLine }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const rate = line.win_rate;
  if (rate.kind === 'too_few') return <span className="quiet">{t.common.tooFew(rate.n)}</span>;
  return (
    <span>
      <b>{format.percent(rate.value, 0)}</b>
      <small className="quiet deal-block">{t.deals.rateRange(format.percent(rate.low, 0), format.percent(rate.high, 0), format.number(rate.n))}</small>
      <small className="quiet deal-block">{t.deals.rateOf(word(line.win_rate_of, 'win_rate_level'))}</small>
    </span>
  );
}

function Proposed({ line }: { line: QueueLine }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const invest = line.place.value.investment;
  const said = invest
    ? [
        word(invest.people, 'people_proposed'), word(invest.manager, 'manager_time_proposed'), word(invest.terms, 'terms_proposed'),
        invest.cap_days == null ? null : t.deals.capDays(format.number(invest.cap_days, 1)),
      ].filter(Boolean).join(' · ')
    : t.deals.noClass;
  return <Advised text={said} reasons={line.place.reasons} />;
}

function Line({ line, deciding }: { line: QueueLine; deciding: (deal: DealLine) => void }) {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  const { deal, decision } = line;
  const effort = line.place.reasons.find((reason) => reason.factor.endsWith('effort_left'))?.observed;
  return (
    <li className="panel queue-line">
      <span className="queue-rank" role="img" aria-label={`${t.deals.rank} ${line.rank}`}>{format.number(line.rank)}</span>
      <div className="queue-deal">
        <h2><Link to={`/deals/${deal.id}`}>{deal.name}</Link> <ClassMark deal={deal} /> <CellMark deal={deal} /></h2>
        <p className="quiet">{[deal.party.name, stageName(deal.stage), deal.owner?.name].filter(Boolean).join(' · ')}</p>
        <p><Amount amount={deal.amount} currency={deal.currency} /></p>
        <StepMark deal={deal} />
      </div>
      <dl className="queue-figures">
        <div><dt>{t.deals.winRate}</dt><dd><WinRate line={line} /></dd></div>
        <div><dt>{t.deals.effortLeft}</dt><dd>{effort?.kind === 'number' ? format.number(effort.value, 1) : <span className="quiet">{t.deals.notKnown}</span>}</dd></div>
        <div><dt>{t.deals.index}</dt><dd>{line.place.value.index == null ? '–' : format.number(line.place.value.index, 3)}</dd></div>
      </dl>
      <div className="queue-proposed">
        <h3>{t.deals.proposed}</h3>
        <Proposed line={line} />
        <p className="spread">
          {decision ? (
            <span><b>{word(decision.decision, 'deal_decision')}</b> <span className="quiet">{t.deals.decidedBy('', decision.by?.name ?? '', format.day(decision.at))}</span> {decision.reason}</span>
          ) : (
            <span className="quiet">{t.deals.notDecided}</span>
          )}
          {can('work') ? <Button size="small" aria-label={t.deals.decideOf(deal.name)} onClick={() => deciding(deal)}>{t.deals.decide}</Button> : null}
        </p>
      </div>
    </li>
  );
}

function Whose() {
  const t = useTexts();
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: can('see_people') });
  if (!can('see_people')) return null;
  const value = params.get('user') ? `user ${params.get('user')}` : params.get('team') ? `team ${params.get('team')}` : '';
  return (
    <select
      className="input today-whose"
      aria-label={t.deals.whose}
      value={value}
      onChange={(event) => {
        const [kind, id] = event.target.value.split(' ');
        setParams(kind && id ? { [kind]: id } : {}, { replace: true });
      }}
    >
      <option value="">{t.deals.everyone}</option>
      {teams.length > 1 ? <optgroup label={t.deals.team}>{teams.map((team) => <option key={team.id} value={`team ${team.id}`}>{team.name}</option>)}</optgroup> : null}
      <optgroup label={t.deals.owner}>{users.filter((user) => user.active).map((user) => <option key={user.id} value={`user ${user.id}`}>{user.name}</option>)}</optgroup>
    </select>
  );
}

export default function Queue() {
  const t = useTexts();
  const [params] = useSearchParams();
  const [user, team] = [params.get('user'), params.get('team')];
  const queue = useQuery(queueQuery({ ...(user ? { user } : {}), ...(team ? { team } : {}) }));
  const [deciding, setDeciding] = useState<DealLine | null>(null);
  return (
    <Page wide title={t.deals.queue} beside={<Link to="/deals">{t.deals.title}</Link>} actions={<Whose />}>
      <p className="quiet">{t.deals.queueHint}</p>
      <Loaded query={queue} lines={12}>
        {(lines) =>
          lines.length === 0 ? <Empty title={t.deals.queueEmpty} /> : <ol className="queue" aria-label={t.deals.queue}>{lines.map((line) => <Line key={line.deal.id} line={line} deciding={setDeciding} />)}</ol>
        }
      </Loaded>
      {deciding ? <Decide deal={deciding} close={() => setDeciding(null)} /> : null}
    </Page>
  );
}
