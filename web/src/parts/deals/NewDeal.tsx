// Opening a deal: from the board with the customer to be found, from a record with the customer given.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateDeal } from '../../api/deals';
import { useSearch } from '../../api/parties';
import { useDebounced } from '../../components/debounce';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { DealFields } from './DealFields';
import { EMPTY, newDealOf } from './fields';
import './deals.css';

interface Customer { id: string; name: string }

export function FindParty({ label, hint, problem, onFound }: { label: string; hint?: string; problem?: string | undefined; onFound: (party: Customer) => void }) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 150);
  const found = useSearch(q);
  return (
    <div className="deal-wide stack">
      <Field label={label} hint={hint} problem={problem}>
        <input type="search" autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {q ? (
        <ul className="deal-candidates">
          {(found.data ?? []).map((party) => (
            <li key={party.id}>
              <button type="button" className="link" onClick={() => onFound({ id: party.id, name: party.name })}>
                <b>{party.name}</b> <span className="quiet">{[party.employer, party.phone, party.owner?.name].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
          {found.data?.length === 0 && !found.isFetching ? <li className="quiet">{t.common.noMatch}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

export function NewDeal({ party, close }: { party?: Customer; close: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [customer, setCustomer] = useState<Customer | null>(party ?? null);
  const [asked, setAsked] = useState(false);
  const [fields, setFields] = useState(EMPTY);
  const create = useCreateDeal();
  const problemAt = useFieldProblem(create.error);
  return (
    <Modal open title={t.deals.newTitle} onCancel={close} footer={null} width={640}>
      <form
        className="stack"
        aria-label={t.deals.newTitle}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!customer) return;
          create.mutate(newDealOf(customer.id, fields), {
            onSuccess: (deal) => {
              showToast({ text: t.deals.created(deal.name) });
              void navigate(`/deals/${deal.id}`);
            },
          });
        }}
      >
        {customer ? (
          <p className="row"><span className="quiet">{t.deals.customer}</span> <b>{customer.name}</b>{party ? null : <button type="button" className="link" onClick={() => setCustomer(null)}>{t.deals.otherCustomer}</button>}</p>
        ) : (
          <FindParty label={t.deals.customer} hint={t.deals.findCustomer} problem={asked ? t.deals.chooseCustomer : problemAt('/party_id')} onFound={setCustomer} />
        )}
        <DealFields deal={null} fields={fields} set={(change) => setFields((before) => ({ ...before, ...change }))} error={create.error} />
        <ProblemNote error={create.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isPending}>{t.common.create}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
