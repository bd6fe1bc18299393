//! Whose records an actor reaches.

use store::parties::{PartyFilter, Reach, Sort, SortKey, page};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, insert_parties, party, party_with};

struct Scene {
    db: TestDatabase,
    chen: Uuid,
    north: Uuid,
    south: Uuid,
}

impl Scene {
    async fn sqlite() -> Self {
        Self::set(TestDatabase::sqlite().await).await
    }

    async fn postgres() -> Option<Self> {
        Some(Self::set(TestDatabase::postgres().await?).await)
    }

    /// A party of each kind of ownership.
    async fn set(db: TestDatabase) -> Self {
        let (chen, li, north, south) = (sample::id(), sample::id(), sample::id(), sample::id());
        let owned = |name: &str, owner: Uuid, team: Uuid| {
            party_with(name, |row| {
                row.owner_id = Some(owner);
                row.team_id = Some(team);
            })
        };
        let in_pool = party_with("pool of north", |row| row.team_id = Some(north));
        let rows = vec![owned("chen's", chen, north), owned("li's", li, south), in_pool, party("pool")];
        insert_parties(&db, rows).await;
        Self { db, chen, north, south }
    }

    async fn reached(&self, reach: Reach) -> Vec<String> {
        let filter = PartyFilter { reach: Some(reach), ..PartyFilter::default() };
        let sort = Sort { key: SortKey::Name, descending: false };
        page(self.db.store(), &filter, sort, None, 100).await.unwrap().into_iter().map(|row| row.name).collect()
    }
}

on_both_databases! {
    async fn a_seller_reaches_their_own_and_those_without_an_owner(scene: Scene) {
        assert_eq!(scene.reached(Reach::Own(scene.chen)).await, ["chen's", "pool", "pool of north"]);
    }

    async fn a_manager_reaches_the_teams_and_those_without_an_owner(scene: Scene) {
        let reach = Reach::Teams { user: sample::id(), teams: vec![scene.south] };
        assert_eq!(scene.reached(reach).await, ["li's", "pool", "pool of north"]);
        let reach = Reach::Teams { user: scene.chen, teams: vec![scene.south] };
        assert_eq!(scene.reached(reach).await, ["chen's", "li's", "pool", "pool of north"]);
        let reach = Reach::Teams { user: sample::id(), teams: vec![scene.north, scene.south] };
        assert_eq!(scene.reached(reach).await.len(), 4);
    }

    async fn a_manager_without_teams_reaches_the_pool_only(scene: Scene) {
        let reach = Reach::Teams { user: sample::id(), teams: Vec::new() };
        assert_eq!(scene.reached(reach).await, ["pool", "pool of north"]);
    }

    async fn what_is_lent_is_reached_besides_the_own(scene: Scene) {
        let li = scene.reached(Reach::All).await;
        assert!(li.contains(&"li's".to_owned()));
        let rows = store::parties::after_position(scene.db.store(), 0, 10).await.unwrap();
        let lis = rows.into_iter().find(|row| row.name == "li's").unwrap();
        let own = || Reach::Own(scene.chen);
        let everything = ["chen's", "li's", "pool", "pool of north"];
        assert_eq!(scene.reached(own().with_lent(vec![lis.owner_id.unwrap()], Vec::new())).await, everything);
        assert_eq!(scene.reached(own().with_lent(Vec::new(), vec![lis.id])).await, everything);
        let teams = Reach::Teams { user: sample::id(), teams: vec![scene.north] };
        assert_eq!(scene.reached(teams.with_lent(vec![sample::id()], vec![lis.id])).await, everything);
        // whoever is lent nothing asks what they asked before
        assert_eq!(own().with_lent(Vec::new(), Vec::new()), own());
        assert_eq!(Reach::All.with_lent(vec![scene.chen], vec![lis.id]), Reach::All);
    }

    async fn an_administrator_reaches_all(scene: Scene) {
        assert_eq!(scene.reached(Reach::All).await.len(), 4);
    }
}
