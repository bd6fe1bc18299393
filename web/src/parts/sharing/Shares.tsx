// Who reaches a record besides its owner, and sharing it: shown in the head of the record, changed in a dialog.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { colleaguesQuery, sharesQuery, useEndShare, useShare } from '../../api/sharing';
import type { NewShare, Party, Share, WhoReaches } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { after, lastDay } from './days';
import './sharing.css';

const nameOf = (share: Share) => share.user?.name ?? share.team?.name ?? '';

function ShareLine({ party, share, canEnd }: { party: Party; share: Share; canEnd: boolean }) {
  const t = useTexts();
  const format = useFormats();
  const end = useEndShare(party.id);
  return (
    <li>
      <div>
        <p>
          <b>{nameOf(share)}</b> · {t.sharing.levelNames[share.level]}
          {share.until ? <span className="quiet"> · {`${t.sharing.until} ${format.day(lastDay(share.until))}`}</span> : null}
        </p>
        <p>{share.reason}</p>
        {share.shared_by ? <small className="quiet">{t.sharing.byWhom(share.shared_by.name, format.day(share.shared_at))}</small> : null}
        <ProblemNote error={end.error} />
      </div>
      {canEnd ? (
        <Button size="small" loading={end.isPending} aria-label={t.sharing.takeBackFrom(nameOf(share))} onClick={() => end.mutate(share.id, { onSuccess: () => showToast({ text: t.sharing.takenBack }) })}>
          {t.sharing.takeBack}
        </Button>
      ) : null}
    </li>
  );
}

const EMPTY = { with: '', level: 'read' as NewShare['level'], reason: '', until: '' };

function ShareForm({ party }: { party: Party }) {
  const t = useTexts();
  const { data: colleagues } = useQuery(colleaguesQuery);
  const share = useShare(party.id);
  const problemAt = useFieldProblem(share.error);
  const [form, setForm] = useState(EMPTY);
  const people = (colleagues?.people ?? []).filter((one) => one.id !== party.owner?.id);
  const teams = colleagues?.teams ?? [];
  return (
    <form
      className="share-form"
      onSubmit={(event) => {
        event.preventDefault();
        const [kind, id = ''] = form.with.split(':');
        const who = kind === 'team' ? { team_id: id } : { user_id: id };
        share.mutate(
          { ...who, level: form.level, reason: form.reason, ...(form.until ? { until: after(form.until) } : {}) },
          {
            onSuccess: () => {
              showToast({ text: t.sharing.shared([...people, ...teams].find((one) => one.id === id)?.name ?? '') });
              setForm(EMPTY);
            },
          },
        );
      }}
    >
      <Field label={t.sharing.with} problem={problemAt('/user_id') ?? problemAt('/team_id')}>
        <select required value={form.with} onChange={(event) => setForm({ ...form, with: event.target.value })}>
          <option value="" />
          <optgroup label={t.sharing.colleague}>
            {people.map((one) => <option key={one.id} value={`user:${one.id}`}>{one.team ? `${one.name} · ${one.team.name}` : one.name}</option>)}
          </optgroup>
          <optgroup label={t.sharing.team}>
            {teams.map((one) => <option key={one.id} value={`team:${one.id}`}>{one.name}</option>)}
          </optgroup>
        </select>
      </Field>
      <Field label={t.sharing.level}>
        <select value={form.level} onChange={(event) => setForm({ ...form, level: event.target.value as NewShare['level'] })}>
          {(['read', 'work'] as const).map((level) => <option key={level} value={level}>{t.sharing.levels[level]}</option>)}
        </select>
      </Field>
      <div className="share-wide">
        <Field label={t.sharing.why} hint={t.sharing.whyHint} problem={problemAt('/reason')}>
          <input required maxLength={300} value={form.reason} onChange={(event) => setForm({ ...form, reason: event.target.value })} />
        </Field>
      </div>
      <Field label={t.sharing.shareUntil} hint={t.sharing.noEnd} problem={problemAt('/until')}>
        <input type="date" value={form.until} onChange={(event) => setForm({ ...form, until: event.target.value })} />
      </Field>
      <div className="share-wide"><ProblemNote error={share.error} /></div>
      <div><Button type="primary" htmlType="submit" loading={share.isPending}>{t.sharing.share}</Button></div>
    </form>
  );
}

/** By which right the reader is here, where the record is not theirs. */
function ReachedBy({ reaching }: { reaching: WhoReaches }) {
  const t = useTexts();
  if (reaching.holding === 'covers') return <span className="reached-by">{t.sharing.youCover}</span>;
  if (reaching.holding === 'shared') return <span className="reached-by">{t.sharing.youShare}</span>;
  return null;
}

export function Shares({ party }: { party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { data: reaching } = useQuery(sharesQuery(party.id));
  const [open, setOpen] = useState(false);
  if (!reaching) return null;
  const { shares, deputies, can_share: canShare } = reaching;
  return (
    <>
      <ReachedBy reaching={reaching} />
      {deputies.map((one) => <span key={one.user.id} className="quiet">{t.sharing.standingIn(one.user.name, format.day(lastDay(one.until)))}</span>)}
      {canShare || shares.length > 0 ? (
        <Button onClick={() => setOpen(true)}>{shares.length > 0 ? t.sharing.sharedWith(format.number(shares.length)) : t.sharing.share}</Button>
      ) : null}
      <Modal open={open} title={t.sharing.shareTitle(party.name)} footer={null} onCancel={() => setOpen(false)} width={560} destroyOnHidden>
        <div className="stack">
          {shares.length === 0 ? <p className="quiet">{t.sharing.noShares}</p> : (
            <ul className="share-list">{shares.map((share) => <ShareLine key={share.id} party={party} share={share} canEnd={canShare} />)}</ul>
          )}
          {canShare ? <><p className="quiet">{t.sharing.shareHint}</p><ShareForm party={party} /></> : null}
        </div>
      </Modal>
    </>
  );
}
