// Who has to have a second factor sets it up before anything else.

import { useQueryClient } from '@tanstack/react-query';
import { meQuery, signOut } from '../../api/session';
import { useTexts } from '../../i18n';
import { Enrol } from './Enrol';
import { Gate } from './Gate';

export function EnrolFirst() {
  const t = useTexts();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut();
    queries.clear();
    window.location.assign('/sign-in');
  };
  return (
    <Gate title={t.signIn.enrolTitle} hint={t.signIn.enrolHint}>
      <Enrol done={() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })} />
      <button type="button" className="link" onClick={() => void leave()}>{t.session.signOut}</button>
    </Gate>
  );
}
