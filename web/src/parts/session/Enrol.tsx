// Setting up the second factor: scan, confirm with a first code, keep the recovery codes.

import { Button } from 'antd';
import { useState } from 'react';
import { useBeginSecondFactor, useConfirmSecondFactor } from '../../api/session';
import type { Enrolment } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { CodeForm } from './CodeForm';

/** Squares of quiet around the code, without which phones do not find it. */
const QUIET = 4;

function QrCode({ qr, label }: { qr: Enrolment['qr']; label: string }) {
  const side = qr.size + 2 * QUIET;
  // black on white in the dark look too: phones read nothing else reliably
  return (
    <svg className="qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}

export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const t = useTexts();
  const text = codes.join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    showToast({ text: t.common.copied });
  };
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`;
  return (
    <div className="stack" role="status">
      <strong>{t.signIn.codesTitle}</strong>
      <p className="quiet">{t.signIn.codesHint}</p>
      <ul className="recovery-codes">
        {codes.map((code) => <li key={code}><code>{code}</code></li>)}
      </ul>
      <div className="row">
        <Button onClick={() => void copy()}>{t.common.copy}</Button>
        <Button href={file} download={`${t.signIn.codesFile}.txt`}>{t.signIn.download}</Button>
        <Button type="primary" onClick={done}>{t.signIn.saved}</Button>
      </div>
    </div>
  );
}

export function Enrol({ begun, done }: { begun?: () => void; done: () => void }) {
  const t = useTexts();
  const begin = useBeginSecondFactor();
  const confirm = useConfirmSecondFactor();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} done={done} />;
  if (!begin.data) {
    return (
      <div className="stack">
        <p className="quiet">{t.signIn.secondFactorHint}</p>
        <ProblemNote error={begin.error} />
        <div><Button type="primary" loading={begin.isPending} onClick={() => begin.mutate(undefined, { onSuccess: () => begun?.() })}>{t.signIn.turnOn}</Button></div>
      </div>
    );
  }
  return (
    <div className="stack">
      <p>{t.signIn.scan}</p>
      <QrCode qr={begin.data.qr} label={t.signIn.qr} />
      <p className="quiet">{t.signIn.orType}</p>
      <code className="secret">{begin.data.secret.match(/.{1,4}/g)?.join(' ')}</code>
      <CodeForm label={t.signIn.firstCode} button={t.signIn.confirm} send={confirm.mutateAsync} onDone={(made) => setCodes(made.codes)} />
    </div>
  );
}
