#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        domain_server = @{ type = 'str'; required = $true }
        domain_username = @{ type = 'str'; required = $true }
        domain_password = @{ type = 'str'; required = $true; no_log = $true }
        steps = @{ type = 'list'; elements = 'dict'; required = $true }
    }
    supports_check_mode = $true
}
# No no_log on people and their steps: it would blot the keys out of what is refused. The task has it, which hides the whole call.
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$secret = New-Object -TypeName System.Security.SecureString
foreach ($letter in $module.Params.domain_password.ToCharArray()) {
    $secret.AppendChar($letter)
}
$with = @{
    Server = $module.Params.domain_server
    Credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $module.Params.domain_username, $secret
}

function Set-Account {
    param([object]$Step)
    $to = @{ Identity = $Step.dn }
    if ($Step.replace.Count -gt 0) {
        $values = @{}
        foreach ($name in @($Step.replace.Keys)) {
            $values[$name] = [string]$Step.replace[$name]
        }
        $to.Replace = $values
    }
    if (@($Step.clear).Count -gt 0) {
        $to.Clear = [string[]]@($Step.clear)
    }
    if ($null -ne $Step.enabled) {
        $to.Enabled = [bool]$Step.enabled
    }
    if (-not $module.CheckMode) {
        Set-ADUser @with @to
    }
}

# One person's step each. What refuses it is told by its number, for what it says in words may name the person.
$refused = @()
if (-not $module.CheckMode) {
    try {
        Import-Module -Name ActiveDirectory
    }
    catch {
        $module.FailJson("This host cannot speak to the directory: $($_.FullyQualifiedErrorId)")
    }
    foreach ($step in @($module.Params.steps)) {
        try {
            switch ([string]$step.do) {
                'set' { Set-Account -Step $step }
                'join' { Add-ADGroupMember @with -Identity $step.dn -Members $step.member }
                'part' { Remove-ADGroupMember @with -Identity $step.dn -Members $step.member -Confirm:$false }
                'move' { Move-ADObject @with -Identity $step.dn -TargetPath $step.to }
            }
        }
        catch {
            $refused += @{ key = [string]$step.key; what = [string]$step.do; why = [string]$_.FullyQualifiedErrorId }
        }
    }
}
$module.Result.refused = @($refused)
$module.Result.changed = $true
$module.ExitJson()
