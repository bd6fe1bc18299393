//! Jobs: done once, tried again where a failure may pass, given up where not; seen and handled by administrators.

use app::jobs::JobView;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, MINUTE, Team, code, read};

async fn seen(team: &Team, states: &str) -> Vec<JobView> {
    team.app.jobs(&team.admin, Some(states), None).await.unwrap().items
}

async fn drained(team: &Team) {
    while team.app.work_one().await.unwrap() {}
}

/// An import of chen's whose file is missing when its job begins.
async fn import_without_its_file(team: &Team) -> Uuid {
    let file = team.file("list.csv", "姓名,手机\n张三,13800138000\n");
    let upload = read(json!({ "list_id": null, "list_name": "展会", "file_name": "list.csv" }));
    let import = team.app.import_file(&team.chen, &file, upload).await.unwrap();
    team.app.start_import(&team.chen, import.id).await.unwrap();
    std::fs::remove_file(team.data_dir().join("imports").join(import.id.to_string())).unwrap();
    drained(team).await;
    import.id
}

fn bring_back(team: &Team, import: Uuid) {
    let place = team.data_dir().join("imports").join(import.to_string());
    std::fs::write(place, "姓名,手机\n张三,13800138000\n").unwrap();
}

on_both_databases! {
    async fn a_job_that_was_given_up_is_told_to_administrators_with_its_reason(team: Team) {
        let import = import_without_its_file(&team).await;
        let failed = seen(&team, "failed").await;
        assert_eq!(failed.len(), 1);
        let job = &failed[0];
        assert_eq!((job.kind.as_str(), job.attempts), ("import", 1));
        assert_eq!(job.subject.as_ref().unwrap().id, import);
        assert_eq!(job.failure.as_ref().unwrap().code, "file_unreadable");
        assert!(job.can_retry && !job.can_cancel);
        let alerts = team.app.alerts(&team.admin).await.unwrap();
        assert_eq!((alerts.len(), alerts[0].kind.as_str()), (1, "job_failed"));
        assert_eq!(alerts[0].detail["code"], "file_unreadable");
        let counts = team.app.jobs(&team.admin, None, None).await.unwrap().counts;
        assert_eq!((counts.failed, counts.waiting, counts.running), (1, 0, 0));
    }

    async fn a_failed_import_is_tried_again_from_the_page_of_jobs_and_done_once(team: Team) {
        let import = import_without_its_file(&team).await;
        let job = seen(&team, "failed").await.remove(0);
        bring_back(&team, import);
        let again = team.app.retry_job(&team.admin, job.id).await.unwrap();
        assert_eq!((again.state.as_str(), again.attempts), ("waiting", 0));
        assert_eq!(code(team.app.retry_job(&team.admin, job.id).await), "job_state");
        drained(&team).await;
        assert_eq!(team.app.import(&team.chen, import).await.unwrap().state, "finished");
        assert_eq!(seen(&team, "done").await.len(), 1);
        assert_eq!(code(team.app.retry_job(&team.admin, job.id).await), "job_state");
        assert_eq!(team.audited(&job.id.to_string()).await, ["job_retried"]);
        assert!(team.faults().await.is_empty());
    }

    async fn an_import_resumed_by_its_owner_leaves_no_failed_job_behind(team: Team) {
        let import = import_without_its_file(&team).await;
        bring_back(&team, import);
        team.app.resume_import(&team.chen, import).await.unwrap();
        drained(&team).await;
        assert!(seen(&team, "failed").await.is_empty());
        assert_eq!(seen(&team, "replaced").await.len(), 1);
    }

    async fn an_import_that_has_not_begun_is_cancelled_with_its_run(team: Team) {
        let file = team.file("list.csv", "姓名,手机\n张三,13800138000\n");
        let upload = read(json!({ "list_id": null, "list_name": "展会", "file_name": "list.csv" }));
        let import = team.app.import_file(&team.chen, &file, upload).await.unwrap();
        team.app.start_import(&team.chen, import.id).await.unwrap();
        let job = seen(&team, "waiting").await.remove(0);
        assert!(job.can_cancel && !job.can_retry);
        let cancelled = team.app.cancel_job(&team.admin, job.id).await.unwrap();
        assert!(!cancelled.can_cancel, "it is being stopped");
        drained(&team).await;
        let run = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!((run.state.as_str(), run.counts.created), ("cancelled", 0));
        assert!(seen(&team, "waiting,running,failed").await.is_empty());
    }

    async fn a_waiting_look_over_all_records_is_cancelled_and_the_next_one_comes(team: Team) {
        let settings = team.app.settings_view(&team.admin).await.unwrap();
        let change = json!({ "method": settings.method, "reason": "试", "version": settings.version });
        team.app.change_settings(&team.admin, read(change)).await.unwrap();
        let job = seen(&team, "waiting").await.remove(0);
        assert_eq!(job.kind, "reassess");
        assert_eq!(team.app.cancel_job(&team.admin, job.id).await.unwrap().state, "cancelled");
        assert!(!team.app.work_one().await.unwrap(), "a cancelled job is not worked");
        team.clock.forward(DAY + MINUTE);
        team.work().await;
        assert!(seen(&team, "done").await.iter().any(|job| job.kind == "reassess"));
    }

    async fn jobs_are_for_administrators(team: Team) {
        for actor in [&team.chen, &team.lin, &team.ana] {
            assert_eq!(code(team.app.jobs(actor, None, None).await), "forbidden");
            assert_eq!(code(team.app.retry_job(actor, Uuid::nil()).await), "forbidden");
            assert_eq!(code(team.app.cancel_job(actor, Uuid::nil()).await), "forbidden");
        }
        assert_eq!(code(team.app.retry_job(&team.admin, Uuid::nil()).await), "not_found");
    }
}
