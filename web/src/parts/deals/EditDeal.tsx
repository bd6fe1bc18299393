// Changing what is entered about a deal. When somebody else saved it meanwhile, both sides are shown.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useEditDeal } from '../../api/deals';
import type { Deal } from '../../api/types';
import { Differences } from '../../components/Differences';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useTexts } from '../../i18n';
import { DealFields, useDealFieldWords } from './DealFields';
import { changeOf, fieldsOf } from './fields';

export function EditDeal({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const { label, show } = useDealFieldWords();
  const [fields, setFields] = useState(() => fieldsOf(deal));
  const { read, joined, compare } = useTwoEditors<Deal>(deal, fieldsOf);
  const save = useEditDeal(deal.id);
  const set = (change: typeof fields) => setFields((before) => ({ ...before, ...change }));
  return (
    <Modal open title={t.deals.editTitle(deal.name)} onCancel={close} footer={null} width={640}>
      <form
        className="stack"
        aria-label={t.deals.editTitle(deal.name)}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...changeOf(fieldsOf(read), fields), version: read.version }, {
            onSuccess: () => {
              showToast({ text: t.common.saved });
              close();
            },
            onError: (error) => {
              const both = compare(error, fields);
              if (both) setFields(both);
            },
          });
        }}
      >
        {joined ? <Differences joined={joined} label={label} show={show} value={(field) => fields[field] ?? ''} choose={(field, value) => set({ [field]: value })} /> : null}
        <DealFields deal={deal} fields={fields} set={set} error={save.error} />
        {joined ? null : <ProblemNote error={save.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
