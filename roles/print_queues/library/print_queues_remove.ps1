#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        name = @{ type = 'str'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

if (-not $module.CheckMode) {
    # By the queue itself: a name given to Remove-Printer may hold wildcards.
    $printer = Get-Printer | Where-Object { $_.Name -eq $module.Params.name }
    if (@(Get-PrintJob -PrinterName $module.Params.name).Count) {
        $module.FailJson('The queue has got a job since it was read; run again when it is printed.')
    }
    Remove-Printer -InputObject $printer -Confirm:$false
}
$module.Result.changed = $true
$module.ExitJson()
