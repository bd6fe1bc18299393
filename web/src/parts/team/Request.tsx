// One request: the copy to download and hand over, or what an erasure will do, which is confirmed and then done for good.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useLabels } from '../../api/labels';
import { copyAddress, personRequestQuery, useCompleteRequest, useRefuseRequest } from '../../api/privacy';
import type { FateLine, PersonRequestDetail } from '../../api/types';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { TeamTabs } from './TeamTabs';

function Fate({ line }: { line: FateLine }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <tr>
      <th scope="row">{word(line.category, 'personal_data')}</th>
      <td className="number">{line.count == null ? '' : format.number(line.count)}</td>
      <td>
        {line.fate === 'erased' ? <b className="fate-erased">{t.privacy.goes}</b> : (
          <>
            <b>{t.privacy.stays}</b> <span className="quiet">{word(line.because, 'retention')}{line.until ? ` · ${t.privacy.until(format.day(line.until))}` : ''}</span>
          </>
        )}
      </td>
    </tr>
  );
}

function Fates({ erasure }: { erasure: NonNullable<PersonRequestDetail['erasure']> }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <section className="panel table-scroll" aria-label={t.privacy.plan}>
      {erasure.kept_name ? <p className="panel-body">{t.privacy.keptName(erasure.kept_name)}</p> : null}
      <h2>{erasure.done_at ? t.privacy.certificate(format.moment(erasure.done_at)) : t.privacy.plan}</h2>
      <table className="table">
        <thead>
          <tr><th scope="col">{t.privacy.data}</th><th scope="col" className="number">{t.privacy.count}</th><th scope="col">{t.privacy.fate}</th></tr>
        </thead>
        <tbody>{erasure.lines.value.map((line) => <Fate key={line.category} line={line} />)}</tbody>
      </table>
    </section>
  );
}

function Erase({ request }: { request: PersonRequestDetail }) {
  const t = useTexts();
  const complete = useCompleteRequest(request.id);
  const [sure, setSure] = useState(false);
  const [dispute, setDispute] = useState(request.dispute);
  return (
    <form
      className="panel panel-body stack"
      onSubmit={(event) => {
        event.preventDefault();
        complete.mutate({ irreversible: sure, dispute });
      }}
    >
      <label className="check"><input type="checkbox" checked={dispute} onChange={(event) => setDispute(event.target.checked)} />{t.privacy.dispute}</label>
      <label className="check"><input type="checkbox" required checked={sure} onChange={(event) => setSure(event.target.checked)} />{t.privacy.irreversible}</label>
      <ProblemNote error={complete.error} />
      <div><Button danger type="primary" htmlType="submit" disabled={!sure} loading={complete.isPending}>{t.privacy.erase}</Button></div>
    </form>
  );
}

function HandOver({ request }: { request: PersonRequestDetail }) {
  const t = useTexts();
  const complete = useCompleteRequest(request.id);
  return (
    <div className="panel panel-body stack">
      <p>{t.privacy.copyHint}</p>
      <ProblemNote error={complete.error} />
      <div className="row">
        <Button type="primary" href={copyAddress(request.id)} download>{t.privacy.download}</Button>
        {request.state === 'open' ? <Button loading={complete.isPending} onClick={() => complete.mutate({})}>{t.privacy.handedOver}</Button> : null}
      </div>
    </div>
  );
}

function Refuse({ id }: { id: string }) {
  const t = useTexts();
  const refuse = useRefuseRequest(id);
  const problemAt = useFieldProblem(refuse.error);
  const [reason, setReason] = useState('');
  return (
    <details className="panel panel-body">
      <summary>{t.privacy.refuse}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          refuse.mutate(reason.trim());
        }}
      >
        <Field label={t.privacy.refusal} problem={problemAt('/reason')}>
          <input required maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <ProblemNote error={refuse.error} />
        <div><Button htmlType="submit" loading={refuse.isPending}>{t.privacy.refuse}</Button></div>
      </form>
    </details>
  );
}

function Detail({ request }: { request: PersonRequestDetail }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const open = request.state === 'open';
  return (
    <>
      <dl className="request-facts">
        <div><dt>{t.privacy.person}</dt><dd>{request.person.name ?? t.privacy.erasedPerson} <span className="quiet">{request.person.phone}</span></dd></div>
        <div><dt>{t.privacy.kind}</dt><dd>{word(request.kind, 'request')}</dd></div>
        <div><dt>{t.privacy.check}</dt><dd>{word(request.identity_check, 'identity_check')}</dd></div>
        <div><dt>{t.privacy.received}</dt><dd>{format.day(request.received_at)} · {request.created_by?.name}</dd></div>
        <div><dt>{t.privacy.due}</dt><dd className={request.late ? 'late' : undefined}>{format.day(request.due_at)}{request.late ? ` · ${t.privacy.late}` : ''}</dd></div>
        <div><dt>{t.privacy.stateHead}</dt><dd><b>{t.privacy.state[request.state] ?? request.state}</b>{request.closed_at ? ` · ${format.moment(request.closed_at)} · ${request.closed_by?.name ?? ''}` : ''}</dd></div>
        {request.note ? <div><dt>{t.privacy.note}</dt><dd>{request.note}</dd></div> : null}
        {request.answer ? <div><dt>{t.privacy.refusal}</dt><dd>{request.answer}</dd></div> : null}
      </dl>
      {request.kind === 'export' && request.state !== 'refused' && request.person.name ? <HandOver request={request} /> : null}
      {request.erasure ? <Fates erasure={request.erasure} /> : null}
      {request.kind === 'erasure' && open ? <Erase request={request} /> : null}
      {open ? <Refuse id={request.id} /> : null}
    </>
  );
}

export default function Request() {
  const t = useTexts();
  const { id = '' } = useParams();
  const request = useQuery(personRequestQuery(id));
  return (
    <Page title={t.privacy.title} actions={<Link to="/team/requests">{t.privacy.register}</Link>}>
      <TeamTabs />
      <Loaded query={request}>{(found) => <Detail request={found} />}</Loaded>
    </Page>
  );
}
