"""Golden trajectories of optimisers (20 steps, double) and learning-rate curves of schedulers.

The loss is 0.5 * sum(scale * (w - target)^2) + 0.1 * sum(w^4) over two parameters, `first` and `second`.
"""
import torch
from torch.optim import lr_scheduler

from golden import rounded, tensor, write

OPTIMIZERS = [
    # name, constructor over `params` (both parameters) or over `first` and `second`
    ("sgd", "SGD(params, lr=0.1)"),
    ("sgd_momentum", "SGD(params, lr=0.05, momentum=0.9)"),
    ("sgd_dampening", "SGD(params, lr=0.05, momentum=0.9, dampening=0.3)"),
    ("sgd_nesterov", "SGD(params, lr=0.05, momentum=0.8, nesterov=True)"),
    ("sgd_weight_decay", "SGD(params, lr=0.1, weight_decay=0.1)"),
    ("sgd_nesterov_weight_decay", "SGD(params, lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True)"),
    ("sgd_maximize", "SGD(params, lr=0.001, momentum=0.5, maximize=True)"),
    ("sgd_two_groups", "SGD([dict(params=[first], lr=0.1), dict(params=[second], momentum=0.5)], lr=0.02, "
                       "weight_decay=0.05)"),
    ("adam", "Adam(params, lr=0.1)"),
    ("adam_default", "Adam(params)"),
    ("adam_betas_eps", "Adam(params, lr=0.05, betas=(0.8, 0.95), eps=1e-3)"),
    ("adam_weight_decay", "Adam(params, lr=0.1, weight_decay=0.1)"),
    ("adam_amsgrad", "Adam(params, lr=0.2, amsgrad=True)"),
    ("adam_maximize", "Adam(params, lr=0.01, maximize=True)"),
    ("adam_two_groups", "Adam([dict(params=[first], lr=0.1), dict(params=[second], betas=(0.5, 0.9))], lr=0.01)"),
    ("adamw", "AdamW(params, lr=0.1)"),
    ("adamw_weight_decay", "AdamW(params, lr=0.1, weight_decay=0.2)"),
    ("adamw_amsgrad", "AdamW(params, lr=0.2, weight_decay=0.05, amsgrad=True)"),
    ("rmsprop", "RMSprop(params)"),
    ("rmsprop_momentum", "RMSprop(params, lr=0.02, alpha=0.9, momentum=0.8, weight_decay=0.05)"),
    ("rmsprop_centered", "RMSprop(params, lr=0.02, alpha=0.9, eps=1e-3, centered=True)"),
    ("rmsprop_maximize", "RMSprop(params, lr=0.001, momentum=0.5, centered=True, maximize=True)"),
    ("adagrad", "Adagrad(params, lr=0.1)"),
    ("adagrad_decay", "Adagrad(params, lr=0.2, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-6)"),
    ("adagrad_maximize", "Adagrad(params, lr=0.01, maximize=True)"),
    ("adamw_two_groups", "AdamW([dict(params=[first], weight_decay=0.0), dict(params=[second], lr=0.3)], lr=0.05)"),
]

SCHEDULERS = [
    ("step_lr", "StepLR(optimizer, step_size=5)"),
    ("step_lr_gamma", "StepLR(optimizer, step_size=3, gamma=0.5)"),
    ("multi_step_lr", "MultiStepLR(optimizer, milestones=[3, 8, 8, 15], gamma=0.5)"),
    ("exponential_lr", "ExponentialLR(optimizer, gamma=0.9)"),
    ("constant_lr", "ConstantLR(optimizer, factor=0.25, total_iters=6)"),
    ("linear_lr", "LinearLR(optimizer)"),
    ("linear_lr_down", "LinearLR(optimizer, start_factor=1.0, end_factor=0.1, total_iters=10)"),
    ("lambda_lr", "LambdaLR(optimizer, lambda epoch: 0.9 ** epoch + 0.5)"),
    ("cosine_annealing_lr", "CosineAnnealingLR(optimizer, T_max=10)"),
    ("cosine_annealing_lr_eta_min", "CosineAnnealingLR(optimizer, T_max=7, eta_min=0.01)"),
    ("one_cycle_lr", "OneCycleLR(optimizer, max_lr=0.5, total_steps=25)"),
    ("one_cycle_lr_groups", "OneCycleLR(optimizer, max_lr=[0.5, 2.0], total_steps=30, pct_start=0.4, anneal_strategy='linear', "
                            "cycle_momentum=False, div_factor=10, final_div_factor=100)"),
    ("one_cycle_lr_three_phase", "OneCycleLR(optimizer, max_lr=0.3, total_steps=25, base_momentum=0.6, max_momentum=0.9, three_phase=True)"),
    ("sequential_lr", "SequentialLR(optimizer, [s.LinearLR(optimizer, total_iters=4), s.CosineAnnealingLR(optimizer, T_max=9)], milestones=[5])"),
    ("sequential_lr_three", "SequentialLR(optimizer, [s.ConstantLR(optimizer, factor=0.5, total_iters=2), s.ExponentialLR(optimizer, gamma=0.8), "
                            "s.StepLR(optimizer, step_size=2)], milestones=[3, 11])"),
]

METRICS = [5.0, 4.0, 3.9999, 3.9, 3.95, 4.2, 3.9, 3.89, 3.8999, 3.2, 3.3, 3.2, 3.1995, 3.4, 3.5, 3.1, 3.1, 3.1, 3.2, 3.0, 3.1, 3.3, 3.1, 3.2, 3.1]

PLATEAUS = [
    ("plateau", "ReduceLROnPlateau(optimizer, patience=2)"),
    ("plateau_max", "ReduceLROnPlateau(optimizer, mode='max', factor=0.5, patience=1, cooldown=2)"),
    ("plateau_abs", "ReduceLROnPlateau(optimizer, factor=0.3, patience=0, threshold=0.05, threshold_mode='abs', min_lr=0.02)"),
    ("plateau_max_abs", "ReduceLROnPlateau(optimizer, mode='max', factor=0.1, patience=3, threshold=0.1, threshold_mode='abs', eps=0.05)"),
]


def trajectory(name, constructor, start, scale, target):
    first, second = (s.clone().requires_grad_() for s in start)
    optimizer = eval("optim." + constructor, {"optim": torch.optim, "params": [first, second], "first": first,
                                              "second": second})
    losses, firsts, seconds = [], [], []
    for _ in range(20):
        optimizer.zero_grad()
        loss = sum((0.5 * s * (w - t) ** 2).sum() + 0.1 * (w ** 4).sum() for w, s, t in zip((first, second), scale, target))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        firsts.append(first.detach().clone())
        seconds.append(second.detach().clone())
    state = {}
    for index, values in optimizer.state_dict()["state"].items():
        state[str(index)] = {k: tensor(torch.as_tensor(v)) for k, v in values.items() if v is not None}
    return dict(name=name, optimizer=constructor, losses=losses, first=tensor(torch.stack(firsts)),
                second=tensor(torch.stack(seconds)), state=state)


def curve(name, constructor):
    groups = [dict(params=[torch.zeros(1, requires_grad=True)], lr=0.1), dict(params=[torch.zeros(1, requires_grad=True)])]
    optimizer = torch.optim.SGD(groups, lr=1.0)
    scheduler = eval("s." + constructor, {"s": lr_scheduler, "optimizer": optimizer})
    rates, momenta = [], []
    for _ in range(25):
        rates.append([g["lr"] for g in optimizer.param_groups])
        momenta.append([g["momentum"] for g in optimizer.param_groups])
        optimizer.step()
        scheduler.step()
    extra = dict(momenta=momenta) if "OneCycle" in constructor else {}
    return dict(name=name, scheduler=constructor, base_lrs=[0.1, 1.0], rates=rates, last_lr=scheduler.get_last_lr(), **extra)


def plateau(name, constructor):
    groups = [dict(params=[torch.zeros(1, requires_grad=True)], lr=0.1), dict(params=[torch.zeros(1, requires_grad=True)])]
    optimizer = torch.optim.SGD(groups, lr=1.0)
    scheduler = eval("s." + constructor, {"s": lr_scheduler, "optimizer": optimizer})
    rates = []
    for metric in METRICS:
        scheduler.step(metric)
        rates.append([g["lr"] for g in optimizer.param_groups])
    return dict(name=name, plateau=constructor, metrics=METRICS, rates=rates)


def main():
    torch.manual_seed(0)
    shapes = ([3], [2, 2])
    start, scale, target = ([rounded(torch.randn(s, dtype=torch.float64)) for s in shapes] for _ in range(3))
    scale = [s.abs() + 0.5 for s in scale]
    cases = [trajectory(*row, start, scale, target) for row in OPTIMIZERS]
    cases += [curve(*row) for row in SCHEDULERS]
    cases += [plateau(*row) for row in PLATEAUS]
    write("optim", cases, start=[tensor(t) for t in start], scale=[tensor(t) for t in scale],
          target=[tensor(t) for t in target])


main()
