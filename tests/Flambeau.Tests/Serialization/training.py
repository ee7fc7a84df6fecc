"""Real PyTorch's side of TrainingHandOverTests: a small training that can be interrupted.

`whole OPTIMIZER FILE STEPS TOTAL` trains TOTAL steps, saves everything to FILE after STEPS, and prints all losses;
`resume OPTIMIZER FILE STEPS [NEW]` continues from FILE, trains STEPS steps, prints their losses, and saves everything to NEW.
"""
import collections
import json
import sys

import torch


def parts(name):
    model = torch.nn.Sequential(collections.OrderedDict(
        conv=torch.nn.Conv2d(1, 4, 3), bn=torch.nn.BatchNorm2d(4), relu=torch.nn.ReLU(), flatten=torch.nn.Flatten(),
        fc=torch.nn.Linear(144, 3)))
    schedule, parameters = torch.optim.lr_scheduler, model.parameters()
    if name == "sgd":
        optimizer = torch.optim.SGD(parameters, lr=0.05, momentum=0.9, weight_decay=1e-3)
        scheduler = schedule.StepLR(optimizer, step_size=2, gamma=0.5)
    elif name == "adam":
        optimizer = torch.optim.Adam(parameters, lr=0.01, amsgrad=True)
        scheduler = schedule.MultiStepLR(optimizer, milestones=[2, 5, 5], gamma=0.7)
    elif name == "rmsprop":
        optimizer = torch.optim.RMSprop(parameters, lr=0.005, alpha=0.9, momentum=0.5, weight_decay=1e-3)
        scheduler = schedule.ExponentialLR(optimizer, gamma=0.8)
    elif name == "rmsprop centred":
        optimizer = torch.optim.RMSprop(parameters, lr=0.005, alpha=0.8, eps=1e-3, centered=True)
        scheduler = schedule.LambdaLR(optimizer, lambda epoch: 1 / (1 + epoch))
    elif name == "adagrad":
        optimizer = torch.optim.Adagrad(parameters, lr=0.05, lr_decay=0.1, initial_accumulator_value=0.1)
        scheduler = schedule.LinearLR(optimizer, start_factor=0.3, end_factor=0.9, total_iters=5)
    elif name == "nesterov":
        optimizer = torch.optim.SGD(parameters, lr=0.05, momentum=0.8, nesterov=True)
        scheduler = schedule.ConstantLR(optimizer, factor=0.5, total_iters=4)
    else:
        optimizer = torch.optim.AdamW([{"params": [p for p in model.parameters() if p.dim() > 1]},
                                       {"params": [p for p in model.parameters() if p.dim() == 1],
                                        "weight_decay": 0.0, "lr": 0.02}], lr=0.01, weight_decay=0.1)
        scheduler = schedule.CosineAnnealingLR(optimizer, T_max=8, eta_min=1e-3)
    return model, optimizer, scheduler


def step(model, optimizer, scheduler):
    x, y = torch.randn(8, 1, 8, 8), torch.randint(3, (8,))
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def save(path, epoch, model, optimizer, scheduler):
    torch.save({"epoch": epoch, "model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict(),
                "scheduler_state_dict": scheduler.state_dict(), "rng_state": torch.get_rng_state(), "best": 0.25}, path)


def whole(name, path, steps, total):
    torch.manual_seed(3)
    model, optimizer, scheduler = parts(name)
    losses = []
    for i in range(total):
        if i == steps:
            save(path, i, model, optimizer, scheduler)
        losses.append(step(model, optimizer, scheduler))
    return losses


def resume(name, path, steps, new=None):
    model, optimizer, scheduler = parts(name)
    # 1.13's restricted reader knows no floats
    saved = torch.load(path)
    model.load_state_dict(saved["model_state_dict"])
    optimizer.load_state_dict(saved["optimizer_state_dict"])
    scheduler.load_state_dict(saved["scheduler_state_dict"])
    torch.set_rng_state(saved["rng_state"])
    assert saved["epoch"] == scheduler.last_epoch and saved["best"] == 0.25
    assert name != "adam" or type(scheduler.milestones) is collections.Counter
    losses = [step(model, optimizer, scheduler) for _ in range(steps)]
    if new:
        save(new, saved["epoch"] + steps, model, optimizer, scheduler)
    return losses


command, name, path, *rest = sys.argv[1:]
torch.set_num_threads(1)
rest = [int(item) if item.isdigit() else item for item in rest]
print(json.dumps({"whole": whole, "resume": resume}[command](name, path, *rest)))
