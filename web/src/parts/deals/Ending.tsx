// How a deal ends: the buyer's own reason apart from the seller's view; and opening one again.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useEndDeal, useReopenDeal } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { Deal, DealEnd, EndReason } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { StepForm } from './StepForm';

const ENDS: DealEnd[] = ['won', 'lost', 'no_decision'];
interface Stated { reason: EndReason | ''; words: string }

function StatedFields({ title, hint, pointer, without, value, error, onChange }: { title: string; hint: string; pointer: string; without?: EndReason; value: Stated; error: unknown; onChange: (value: Stated) => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const problemAt = useFieldProblem(error);
  return (
    <fieldset className="deal-fieldset" aria-label={title}>
      <legend className="field-label">{title}</legend>
      <p className="quiet">{hint}</p>
      <Field label={t.deals.reasonIs} problem={problemAt(pointer)}>
        <select required value={value.reason} onChange={(event) => onChange({ ...value, reason: event.target.value as EndReason })}>
          <option value="">{t.deals.chooseReason}</option>
          {all('deal_end_reason').filter(({ code }) => code !== without).map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <Field label={t.deals.words} hint={value.reason === 'other' ? undefined : t.common.optional} problem={problemAt(`${pointer}/words`)}>
        <textarea rows={2} maxLength={2000} required={value.reason === 'other'} value={value.words} onChange={(event) => onChange({ ...value, words: event.target.value })} />
      </Field>
    </fieldset>
  );
}

export function EndDeal({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const end = useEndDeal(deal.id);
  const [how, setHow] = useState<DealEnd>('won');
  const [buyer, setBuyer] = useState<Stated>({ reason: '', words: '' });
  const [seller, setSeller] = useState<Stated>({ reason: '', words: '' });
  const stated = ({ reason, words }: Stated) => (reason ? { reason, words: words.trim() } : null);
  return (
    <Modal open title={t.deals.endTitle(deal.name)} onCancel={close} footer={null} width={520}>
      <form
        className="stack"
        aria-label={t.deals.endTitle(deal.name)}
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate({ end: how, buyer_says: stated(buyer), seller_sees: stated(seller), version: deal.version }, {
            onSuccess: () => {
              showToast({ text: t.deals.ended(deal.name, word(how, 'deal_end')) });
              close();
            },
          });
        }}
      >
        <Choices label={t.deals.endHow} value={how} onChange={setHow} choices={ENDS.map((value) => ({ value, text: word(value, 'deal_end') }))} />
        <StatedFields title={t.deals.buyerSays} hint={t.deals.buyerSaysHint} pointer="/buyer_says" value={buyer} error={end.error} onChange={setBuyer} />
        <StatedFields title={t.deals.sellerSees} hint={t.deals.sellerSeesHint} pointer="/seller_sees" without="unknown" value={seller} error={end.error} onChange={setSeller} />
        <p className="quiet">{t.deals.dropHint}</p>
        <ProblemNote error={end.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={end.isPending}>{t.deals.end}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

export function ReopenDeal({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const reopen = useReopenDeal(deal.id);
  return (
    <Modal open title={t.deals.reopenTitle(deal.name)} onCancel={close} footer={null} width={460}>
      <p className="quiet">{t.deals.reopenHint}</p>
      <StepForm
        submit={t.deals.reopen}
        prefix=""
        pending={reopen.isPending}
        error={reopen.error}
        onSave={(step) =>
          reopen.mutate(step, {
            onSuccess: () => {
              showToast({ text: t.deals.reopened(deal.name) });
              close();
            },
          })
        }
        close={close}
      />
    </Modal>
  );
}
