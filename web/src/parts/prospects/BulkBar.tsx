// What can be done with the selected prospects: assign them, also all that match the filter.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useAssign } from '../../api/parties';
import { usersQuery } from '../../api/team';
import type { Assignment } from '../../api/types';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { ShareOut } from './ShareOut';

interface Props {
  count: number;
  total: { count: number; exact: boolean } | null;
  everything: boolean;
  what: Omit<Assignment, 'owner_id'>;
  onEverything: () => void;
  onDone: () => void;
}

export function BulkBar({ count, total, everything, what, onEverything, onDone }: Props) {
  const t = useTexts();
  const format = useFormats();
  const assign = useAssign();
  const { data: users = [] } = useQuery(usersQuery);
  const [owner, setOwner] = useState('');
  const [sharing, setSharing] = useState(false);
  const all = total ? `${format.number(total.count)}${total.exact ? '' : '+'}` : '';

  const run = () =>
    assign.mutate({ ...what, owner_id: owner }, {
      onSuccess: ({ assigned, refused }) => {
        const parts = [t.prospects.assigned(format.number(assigned))];
        if (refused.length > 0) parts.push(t.prospects.refused(format.number(refused.length)));
        showToast({ text: parts.join(' · '), seconds: 8 });
        onDone();
      },
    });

  return (
    <div className="bulk" role="region" aria-label={t.prospects.assign}>
      <b>{everything ? t.prospects.matchingSelected(all) : t.prospects.selected(format.number(count))}</b>
      {!everything && total && total.count > count ? (
        <button type="button" className="link" onClick={onEverything}>{t.prospects.selectMatching(all)}</button>
      ) : null}
      <select className="input" aria-label={t.prospects.assignTo} value={owner} onChange={(event) => setOwner(event.target.value)}>
        <option value="">{t.prospects.assignTo}</option>
        {users.filter((user) => user.active).map((user) => (
          <option key={user.id} value={user.id}>{user.name}</option>
        ))}
      </select>
      <Button type="primary" disabled={!owner} loading={assign.isPending} onClick={run}>{t.prospects.assign}</Button>
      <Button onClick={() => setSharing(true)}>{t.pool.shareOut}</Button>
      {sharing ? <ShareOut what={what} close={() => setSharing(false)} onDone={onDone} /> : null}
      <button type="button" className="link" onClick={onDone}>{t.prospects.clearSelection}</button>
    </div>
  );
}
