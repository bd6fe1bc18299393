//! Who acts, with which roles, reaching whose records.

use std::collections::BTreeSet;

use method::contact_policy::Holding;
use serde::{Deserialize, Serialize};
use store::{entities::party, parties::Reach};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    AppError, Scope, Scopes,
    sharing::{Lent, Loan, ShareLevel},
};

/// A role; a user may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// sales representative (业务员)
    Sales,
    /// key-account seller (大客户销售)
    KeyAccount,
    /// sales manager (销售经理)
    Manager,
    /// data analyst (数据分析)
    Analyst,
    /// marketing operator
    Marketing,
    /// credit controller (信用管理)
    Credit,
    /// trainer, compliance officer
    Trainer,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Sales,
        Self::KeyAccount,
        Self::Manager,
        Self::Analyst,
        Self::Marketing,
        Self::Credit,
        Self::Trainer,
        Self::Administrator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::KeyAccount => "key_account",
            Self::Manager => "manager",
            Self::Analyst => "analyst",
            Self::Marketing => "marketing",
            Self::Credit => "credit",
            Self::Trainer => "trainer",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    fn rights(self) -> &'static [Right] {
        use Right as R;
        match self {
            Self::Sales | Self::KeyAccount => &[
                R::Work,
                R::SeeLists,
                R::Import,
                R::SeeMethods,
                R::CreateParties,
                R::ReviewDuplicates,
                R::Export,
                R::RevealNumbers,
            ],
            Self::Manager => &[
                R::Work,
                R::SeeLists,
                R::Import,
                R::SeeMethods,
                R::EditMethods,
                R::EditProducts,
                R::CreateParties,
                R::Assign,
                R::Approve,
                R::Export,
                R::SeePeople,
                R::ReviewDuplicates,
                R::ScanDuplicates,
                R::Classify,
                R::SeeSettings,
                R::RevealNumbers,
            ],
            Self::Analyst => {
                &[R::SeeLists, R::Import, R::SeeMethods, R::ReviewDuplicates, R::ScanDuplicates, R::Classify]
            }
            Self::Marketing => &[R::SeeLists, R::SeeMethods, R::Import],
            Self::Credit => &[R::SeeLists],
            Self::Trainer => &[R::SeeMethods, R::EditMethods, R::HandleRequests],
            Self::Administrator => Right::ALL,
        }
    }
}

/// What a role may do at all; whose records it may be done to is the reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// log contacts, answer questions, plan tasks on records within reach that may be edited
    Work,
    SeeLists,
    Import,
    SeeMethods,
    EditMethods,
    /// product lines and the products in them
    EditProducts,
    CreateParties,
    Assign,
    /// decide what a seller puts forward: faces, settlements
    Approve,
    Export,
    SeePeople,
    ManagePeople,
    SeeSettings,
    ManageSettings,
    ReviewDuplicates,
    /// have all records compared with each other
    ScanDuplicates,
    /// have the classes of all customers computed
    Classify,
    SeeAudit,
    /// see numbers in full, each time with a reason
    RevealNumbers,
    /// see what the machine does in the background, try it again, stop it
    ManageJobs,
    /// answer people who ask for a copy or the erasure of their own data
    HandleRequests,
}

impl Right {
    pub const ALL: &'static [Self] = &[
        Self::Work,
        Self::SeeLists,
        Self::Import,
        Self::SeeMethods,
        Self::EditMethods,
        Self::EditProducts,
        Self::CreateParties,
        Self::Assign,
        Self::Approve,
        Self::Export,
        Self::SeePeople,
        Self::ManagePeople,
        Self::SeeSettings,
        Self::ManageSettings,
        Self::ReviewDuplicates,
        Self::ScanDuplicates,
        Self::Classify,
        Self::SeeAudit,
        Self::RevealNumbers,
        Self::ManageJobs,
        Self::HandleRequests,
    ];
}

/// The roles of a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        Self(roles.into_iter().collect())
    }

    /// Reads what [`Roles::to_codes`] wrote; unknown codes of a newer version are passed over.
    pub fn from_codes(codes: &str) -> Self {
        Self(codes.split(',').filter_map(|code| Role::from_code(code.trim())).collect())
    }

    pub fn to_codes(&self) -> String {
        self.0.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
    }

    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    pub fn to_vec(&self) -> Vec<Role> {
        self.0.iter().copied().collect()
    }

    pub fn rights(&self) -> BTreeSet<Right> {
        self.0.iter().flat_map(|role| role.rights().iter().copied()).collect()
    }
}

/// Who acts. First argument of every use case.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user: Uuid,
    pub name: String,
    pub roles: Roles,
    /// the actor's own team
    pub team: Option<Uuid>,
    /// the ids of the team subtree a manager reaches; empty for others
    pub teams: Vec<Uuid>,
    /// what the token opens through which the actor came
    pub scopes: Scopes,
    /// records of others that are the actor's to read or work for a time
    pub lent: Lent,
}

impl Actor {
    /// The machine itself, for what nobody asked for: start-up, jobs of a removed user, the demo.
    pub fn system() -> Self {
        Self {
            user: Uuid::nil(),
            name: "system".to_owned(),
            roles: Roles::new([Role::Administrator]),
            team: None,
            teams: Vec::new(),
            scopes: Scopes::all(),
            lent: Lent::default(),
        }
    }

    /// The user id to write beside a change; none for the machine itself.
    pub fn id(&self) -> Option<Uuid> {
        (!self.user.is_nil()).then_some(self.user)
    }

    /// What the actor may do at all: the rights of the roles, as far as the token opens them.
    pub fn rights(&self) -> BTreeSet<Right> {
        self.roles.rights().into_iter().filter(|right| self.scopes.has(Scope::of(*right))).collect()
    }

    pub fn may(&self, right: Right) -> bool {
        self.scopes.has(Scope::of(right)) && self.roles.rights().contains(&right)
    }

    /// Refuses whoever's roles do not give a right, for what a token may read that changes nothing.
    pub(crate) fn require_role(&self, right: Right) -> Result<(), AppError> {
        if self.roles.rights().contains(&right) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    pub fn require(&self, right: Right) -> Result<(), AppError> {
        if !self.roles.rights().contains(&right) {
            return Err(AppError::Forbidden);
        }
        self.scopes.require(Scope::of(right))
    }

    /// Whose records the actor sees, those lent among them.
    pub fn reach(&self) -> Reach {
        self.own_reach().with_lent(self.lent.owners(), self.lent.parties())
    }

    /// The same without what is lent: what is counted, exported and handed out stays with those whose it is.
    pub fn own_reach(&self) -> Reach {
        if self.roles.has(Role::Administrator) || self.roles.has(Role::Analyst) {
            Reach::All
        } else if self.roles.has(Role::Manager) || self.roles.has(Role::Credit) {
            Reach::Teams { user: self.user, teams: self.teams.clone() }
        } else {
            Reach::Own(self.user)
        }
    }

    /// Whether something of this owner and team is within the actor's own reach.
    pub fn reaches(&self, owner: Option<Uuid>, team: Option<Uuid>) -> bool {
        match self.own_reach() {
            Reach::All => true,
            Reach::Teams { user, teams } => {
                owner.is_none() || owner == Some(user) || team.is_some_and(|team| teams.contains(&team))
            }
            Reach::Own(user) => owner.is_none() || owner == Some(user),
            Reach::Lent { .. } => false,
        }
    }

    /// Whether a record is seen: by the own reach, or because it is lent.
    pub fn sees(&self, row: &party::Model) -> bool {
        self.reaches(row.owner_id, row.team_id) || self.lent.of(row).is_some()
    }

    /// Whose record it is, seen from here: what the contact policy asks. A manager answers for what nobody in the teams
    /// holds; everybody else claims it first (PRO-10).
    pub fn holding(&self, row: &party::Model) -> Holding {
        let (owner, team) = (row.owner_id, row.team_id);
        if owner.is_some() && owner == self.id() {
            return Holding::Own;
        }
        if self.edits(owner, team) {
            return Holding::Manages;
        }
        match self.lent.of(row) {
            _ if owner.is_none() => Holding::Pool,
            Some(Loan::Deputy) => Holding::Covers,
            Some(Loan::Share(ShareLevel::Work)) => Holding::Shared,
            Some(Loan::Share(ShareLevel::Read)) | None => Holding::Others,
        }
    }

    /// Whether a record may be worked: contacts logged, facts changed, numbers asked for. Wider than
    /// [`Actor::may_edit`] by what is lent for it.
    pub fn works(&self, row: &party::Model) -> bool {
        self.works_on(row.id, row.owner_id, row.team_id)
    }

    /// The same of a record of which only this is known.
    pub(crate) fn works_on(&self, id: Uuid, owner: Option<Uuid>, team: Option<Uuid>) -> bool {
        if self.may_edit(owner, team) {
            return true;
        }
        let lent = matches!(self.lent.loan(id, owner), Some(Loan::Deputy | Loan::Share(ShareLevel::Work)));
        lent && self.may(Right::Work)
    }

    /// Whether a record is the actor's to dispose of: one's own, or one of the teams of a manager; an administrator all.
    /// A record without an owner is read by everybody and changed by managers, who assign it. What is lent is not.
    pub fn may_edit(&self, owner: Option<Uuid>, team: Option<Uuid>) -> bool {
        self.scopes.has(Scope::of(Right::Work)) && self.edits(owner, team)
    }

    /// The same by the roles alone.
    pub(crate) fn edits(&self, owner: Option<Uuid>, team: Option<Uuid>) -> bool {
        if !self.roles.rights().contains(&Right::Work) {
            return false;
        }
        if self.roles.has(Role::Administrator) {
            return true;
        }
        let in_teams = self.roles.has(Role::Manager) && team.is_none_or(|team| self.teams.contains(&team));
        match owner {
            Some(owner) => owner == self.user || (in_teams && team.is_some()),
            None => in_teams,
        }
    }
}
