// Today: whom to contact next and why. Everything can be done without the mouse: j and k move, Enter opens the log
// panel, a digit is the outcome, Enter saves and goes on.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { NewActivity, Outcome, Worklist, WorklistLine } from '../../api/types';
import { usersQuery } from '../../api/team';
import { worklistQuery } from '../../api/worklist';
import { useCan, useMe } from '../../app/me';
import { useKeys } from '../../components/keyboard';
import { Empty, Loaded, Page } from '../../components/page';
import { undoLast } from '../../components/toasts';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { ClassChanges } from '../classes/ClassChanges';
import { Decisions } from '../judged/Decisions';
import { DealsNews } from '../deals/DealsNews';
import { Counters } from './Counters';
import { KeysHelp } from './KeysHelp';
import { Line } from './Line';
import { LogSide } from './LogSide';
import { lastDay } from '../sharing/days';
import '../sharing/sharing.css';
import { allLines, useLogging } from './useLogging';
import './today.css';

function WhoseList({ as, onChange }: { as: string | null; onChange: (as: string | null) => void }) {
  const t = useTexts();
  const me = useMe();
  const { data: users = [] } = useQuery(usersQuery);
  return (
    <select className="input today-whose" aria-label={t.today.asOf} value={as ?? ''} onChange={(event) => onChange(event.target.value || null)}>
      <option value="">{t.today.mine}</option>
      {users.filter((user) => user.active && user.id !== me.id).map((user) => (
        <option key={user.id} value={user.id}>{user.name}</option>
      ))}
    </select>
  );
}

interface Choosing { chosen: string | undefined; onChoose: (party: string) => void; onLog: (party: string) => void }

function Lines({ label, lines, more = 0, lent, chosen, onChoose, onLog }: Choosing & { label: string; lines: WorklistLine[]; more?: number; lent?: boolean }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <ol className="today-lines" aria-label={label}>
      {lines.map((one) => <Line key={one.party.id} line={one} lent={lent} chosen={one.party.id === chosen} onChoose={onChoose} onLog={onLog} />)}
      {more > 0 ? <li className="line-more quiet">{t.today.more(format.number(more))}</li> : null}
    </ol>
  );
}

/** What colleagues who are away leave to their deputy, and what is shared; each marked whose it is. */
function LentLines({ worklist, ...choosing }: Choosing & { worklist: Worklist }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <>
      {worklist.covered.map((day) => {
        const title = t.sharing.coveredDay(day.user.name, format.day(lastDay(day.until)));
        return (
          <section key={day.user.id} className="lent-day" aria-label={title}>
            <h2>{title}</h2>
            {day.lines.length > 0 ? <Lines lent label={title} lines={day.lines} more={day.more} {...choosing} /> : <p className="quiet">{t.sharing.nothingCovered}</p>}
          </section>
        );
      })}
      {worklist.shared.length > 0 ? (
        <section className="lent-day" aria-label={t.sharing.sharedDay}>
          <h2>{t.sharing.sharedDay}</h2>
          <Lines lent label={t.sharing.sharedDay} lines={worklist.shared} {...choosing} />
        </section>
      ) : null}
    </>
  );
}

function Nothing({ done }: { done: number }) {
  const t = useTexts();
  const can = useCan();
  const navigate = useNavigate();
  const fresh = done === 0;
  return (
    <Empty title={fresh ? t.today.startTitle : t.today.emptyTitle} hint={fresh ? t.today.startHint : t.today.emptyHint}>
      {fresh && can('import') ? <Button type="primary" onClick={() => void navigate('/lists/imports/new')}>{t.today.startButton}</Button> : null}
      <Button onClick={() => void navigate('/prospects')}>{t.today.toProspects}</Button>
    </Empty>
  );
}

export default function Today() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const as = params.get('as');
  const worklist = useQuery(worklistQuery(as));
  const [chosen, setChosen] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  // the palette opens the panel through the address, also when Today is already shown
  const logging = opened || params.get('log') === '1';
  const setLogging = (open: boolean) => {
    setOpened(open);
    if (!open && params.has('log')) setParams(as ? { as } : {}, { replace: true });
  };
  const [help, setHelp] = useState(false);
  const [revealSignal, setRevealSignal] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  const lines = worklist.data ? allLines(worklist.data) : [];
  const at = Math.max(0, lines.findIndex((line) => line.party.id === chosen));
  const line = lines[at];

  const choose = useCallback((party: string) => {
    setChosen(party);
    setRevealSignal(0);
  }, []);
  const onBack = useCallback((back: WorklistLine) => choose(back.party.id), [choose]);
  const log = useLogging(as, onBack);

  useEffect(() => {
    list.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, logging]);

  const move = (by: number) => {
    const next = lines[at + by];
    if (next) choose(next.party.id);
  };
  const save = (activity: NewActivity, outcome: Outcome | null) => {
    if (!line) return;
    const next = lines[at + 1] ?? lines[at - 1];
    log(line, activity, outcome ? outcome[language] : t.log.note);
    if (next) choose(next.party.id);
    else setLogging(false);
  };

  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => line && setLogging(true),
    o: () => line && void navigate(`/prospects/${line.party.id}`),
    r: () => setRevealSignal((signal) => signal + 1),
    u: () => void undoLast(),
    Escape: () => setLogging(false),
    '?': () => setHelp(true),
  });

  const choosing: Choosing = {
    chosen: line?.party.id,
    onChoose: choose,
    onLog: (party) => {
      choose(party);
      setLogging(true);
    },
  };

  return (
    <Page
      wide
      title={t.today.title}
      beside={worklist.data ? <span className="quiet">{format.day(worklist.data.as_of)}</span> : null}
      actions={
        <>
          {can('see_people') ? <WhoseList as={as} onChange={(user) => setParams(user ? { as: user } : {})} /> : null}
          <Button className="wide-only" onClick={() => setHelp(true)} aria-label={t.shell.keys}>?</Button>
        </>
      }
    >
      <Loaded query={worklist}>
        {(data) => (
          <>
            <Counters worklist={data} />
            <ClassChanges changes={data.class_changes} />
            <Decisions decisions={data.decisions} />
            <DealsNews news={data.deals} />
            {line ? (
              <div className={logging ? 'today today-logging' : 'today'}>
                <div ref={list}>
                  {data.lines.length > 0 || data.more > 0 ? <Lines label={t.today.worklist} lines={data.lines} more={data.more} {...choosing} /> : null}
                  <LentLines worklist={data} {...choosing} />
                </div>
                {logging ? (
                  <LogSide key={line.party.id} line={line} revealSignal={revealSignal} onSave={save} onClose={() => setLogging(false)} />
                ) : null}
              </div>
            ) : (
              <>
                <Nothing done={data.done_today} />
                <LentLines worklist={data} {...choosing} />
              </>
            )}
          </>
        )}
      </Loaded>
      {help ? <KeysHelp close={() => setHelp(false)} /> : null}
    </Page>
  );
}
