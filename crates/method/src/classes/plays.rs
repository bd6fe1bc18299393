//! The single moves that the plays of the classes are made of (CLA-2, CLA-3, CLA-5).

use crate::coded::coded;

coded! {
    /// One move of a play.
    pub enum Move in "class_move" {
        ServeFirst = "serve_first", "优先服务", "serve them first";
        SolveComplaints = "solve_complaints", "有投诉当即解决", "solve complaints at once";
        AdviseBusiness = "advise_business", "做他的经营顾问", "become their business adviser";
        ShareInterests = "share_interests", "利益共享，结成伙伴", "share interests";
        GiveResources = "give_resources", "资源向他倾斜", "give them resources";
        NewProducts = "new_products", "推介新产品，带来新的增长", "introduce new products for new growth";
        FindCause = "find_cause", "马上查明不稳定的原因", "find out at once why they are unsteady";
        CostOfSwitching = "cost_of_switching", "算清更换供应商的代价", "show what switching would cost them";
        LoyaltyPlan = "loyalty_plan", "忠诚计划：年终返利、量大有奖", "loyalty plan: year-end rebate, rewards for volume";
        ShowAdvantage = "show_advantage", "讲清我方比对手强在哪里", "show where we are better than the rival";
        BenefitTheirCustomers = "benefit_their_customers", "说明对他的客户有什么好处", "show what their own customers gain";
        TalkInDepth = "talk_in_depth", "深入沟通，把不满听完", "talk in depth and hear them out";
        FeedBack = "feed_back", "把意见反馈给公司，并给他答复", "feed it back, and answer them";
        BestFitting = "best_fitting", "换上最合适的产品和服务", "offer the best fitting product and service";
        VisitRegularly = "visit_regularly", "定期拜访", "visit regularly";
        AnalyseBusiness = "analyse_business", "帮他分析经营", "analyse their business with them";
        HelpPromotion = "help_promotion", "协助促销", "help with promotion";
        HelpDisplay = "help_display", "协助陈列", "help with display";
        HelpExpansion = "help_expansion", "协助扩大经营", "help them expand";
        WeighUp = "weigh_up", "把全部成本和全部收益算一遍", "weigh all cost against all gain";
        GiveUpOrLift = "give_up_or_lift", "有盈余就扭转并提升，没有就放弃", "positive: turn round and lift; negative: give up";
        ListBlocks = "list_blocks", "列出签约还卡在哪里", "list what still blocks the contract";
        RemoveBlocks = "remove_blocks", "逐条排除", "remove it, one by one";
        KeyPeople = "key_people", "加深与关键人物的关系", "strengthen the ties with the key people";
        CostOfWaiting = "cost_of_waiting", "算清每拖一天的损失", "show what each day of waiting costs";
        PlanEarly = "plan_early", "及早规划，按月培养", "plan early and cultivate over months";
        GiveTime = "give_time", "舍得投入时间和精力", "give time and energy";
        PersonalRelation = "personal_relation", "先建立私人关系", "build a personal relation first";
        StrengthAndBenefits = "strength_and_benefits", "再讲公司实力和具体好处", "then show strength and concrete benefits";
        TrialPeriod = "trial_period", "提供试用期", "offer a trial period";
        AnswerRisks = "answer_risks", "逐项说出风险和对策", "name each risk with its remedy";
        GainInCost = "gain_in_cost", "讲清成本和效率上的收益", "show the gain in cost and efficiency";
        ServiceAndTrust = "service_and_trust", "用服务建立信任", "win trust by service";
        PriceLast = "price_last", "最后才动用价格", "use the price, last of all";
        ServeBriefly = "serve_briefly", "低成本简短服务", "serve briefly, at low cost";
        ConvertIfProfitable = "convert_if_profitable", "有利可图就转化", "convert if profitable";
        LeaveInPool = "leave_in_pool", "留在公海", "leave in the pool";
        TieIn = "tie_in", "他是偶然采购，要用协议和服务绑住", "they buy by chance: tie them in";
        StateAim = "state_aim", "写明长远目标，报上级批准", "state the long-term aim and get it approved";
        KeepVolume = "keep_volume", "守住走量和市场份额，控制成本", "keep volume and market share, watch the cost";
    }
}
